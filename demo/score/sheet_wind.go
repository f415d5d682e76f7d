package score

// Woodwind, brass and voices. The letter of a sung note is its vowel.

func fluteSheet() sheet {
	return sheet{hand: line, bars: [Bars]string{
		"", "r B5:.5 A5:.5 E5:2",
		"", "r:1.5 A5:.5 C#6:.5 B5:.5 A5", "", "r:2 B5:.5 D6:.5 B5:.5 A5:.5",
		"r:2 B5:.5 A5:.5 G5", "r:2 A5:.5 B5:.5 D6", "r:2 B5:.5 C#6:.5 D6", "r:2 A5:.25 B5:.25 C#6:.25 D6:.25 E6",
		"F#6:1.5 E6:.5 D6:2", "r:2 E6:.5 C#6:.5 A#5", "F#6:1.5 E6:.5 D6:2", "B5 D6 F6 G6",
		"F#6:2 r:2", "Bb5:.5 A5:.5 G5:3", "", "r:1 D5:.5 E5:.5 A5:2",
	}}
}

func clarinetSheet() sheet {
	return sheet{hand: line, bars: [Bars]string{
		"", "",
		"r:2 F#3:.5 A3:.5 D4", "C#4:1.5 B3:.5 A3:2", "r:2 F#3:.5 B3:.5 D4", "B3:1.5 A3:.5 G3:2",
		"E4:1.5 D4:.5 B3:2", "F#4:1.5 E4:.5 D4:2", "G4:1.5 F#4:.5 D4:2", "D4:2 C#4:2",
		"A4:2 F#4:2", "C#5:2 A#4:2", "B4:2 F#4 A4", "B4:2 Bb4 C5",
		"A4:2 r:2", "r:2 G4 E4", "F#4 r:3", "r:2 A3:2",
	}}
}

func trumpetSheet() sheet {
	return sheet{hand: line, bars: [Bars]string{
		"r:2 A4:.5 D5:1.5", "~ r:3",
		"", "", "", "r:2.5 D5:.5 B4",
		"", "r:3 A4:.5 A4:.5", "B4:2 r A4:.5 B4:.5", "D5:2 C#5 E5",
		"F#5:1.5 E5:.5 D5 A5", "G5:.5 F#5:.5 E5:2 C#5:.5 D5:.5", "F#5:1.5 E5:.5 D5 B5", "A5 G5 F5 G5",
		"A5:2.5 r:1.5", "", "r:2 A4:.5 D5:1.5", "~ r:3",
	}}
}

func tromboneSheet() sheet {
	return sheet{hand: line, bars: [Bars]string{
		"", "",
		"", "", "F#3:4", "D3:4",
		"G3:2 E3:2", "A3:2 F#3:2", "B3:2 D4:2", "D4:2 C#4:1.5 A3:.5",
		"D3:1.5 D3:.5 A3:2", "A#2:1.5 A#2:.5 F#3:2", "B2:1.5 B2:.5 F#3:2", "D3:2 F3 G3",
		"A3:3 r", "r:2 Bb3:2", "A3:4", "",
	}}
}

func leadSheet() sheet {
	return sheet{hand: line, bars: [Bars]string{
		"", "",
		"F#4:1.5a E4:.5e D4:1a A4:1o", "G4:.5o F#4:.5e E4:2a C#4:.5e D4:.5a", "F#4:1.5a E4:.5e D4:1a B4:1o", "A4:1o G4:.5e F#4:.5e E4:1.5a r:.5",
		"G4:1a A4:.5e B4:1.5o A4:.5e G4:.5a", "A4:1a B4:.5e D5:1.5o B4:.5e A4:.5a", "B4:1a D5:.5e E5:1.5a D5:.5o B4:.5o", "D5:1o E5:1.5a C#5:.5e A4:1a",
		"D5:1.5a C#5:.5e B4:1a F#5:1a", "E5:.5a D5:.5e C#5:2a A#4:.5e B4:.5a", "D5:1.5a C#5:.5e B4:1a F#5:1a", "D5:1a B4:1o D5:1a E5:1a",
		"F#5:3a r", "", "F#4:1.5a E4:.5e D4:1a A4:1o", "~:3 r",
	}}
}

func choirHighSheet() sheet {
	return sheet{hand: comp, low: 66, size: 3, bars: [Bars]string{
		"", "",
		"", "", "u...............", "u...............",
		"O...............", "O...............", "O...............", "O.......A.......",
		"A...............", "A...............", "A...............", "A.......A...A...",
		"A...............", "O...............", "O...............", "u...............",
	}}
}

func choirLowSheet() sheet {
	return sheet{hand: comp, low: 45, size: 3, bars: [Bars]string{
		"m...............", "m.......m.......",
		"", "", "m...............", "m...............",
		"O...............", "O...............", "O...............", "O.......A.......",
		"A.....A.A.......", "A.....A.A.......", "A.....A.A.......", "A.......A...A...",
		"A...............", "O...............", "m...............", "m...............",
	}}
}
