package score

// The strings: s is a short bow. Cello and viola carry the theme, both violins enter half way through it.

func violin1Sheet() sheet {
	return sheet{hand: line, bars: [Bars]string{
		"A5:4", "B5:2 A5:2",
		"", "", "D5:3 C#5", "B4:2 D5:2",
		"E5:2 G5:2", "F#5:2 A5:2", "G5:2 B5:2", "r A4:.5 B4:.5 C#5:.5 D5:.5 E5",
		"F#5:1.5 E5:.5 D5 A5", "G5:.5 F#5:.5 E5:2 C#5:.5 D5:.5", "F#5:1.5 E5:.5 D5 B5", "A5 G5 F5 G5",
		"A5:4", "Bb5:4", "A5:4", "~:4",
	}}
}

func violin2Sheet() sheet {
	return sheet{hand: line, bars: [Bars]string{
		"", "G5:2 E5:2",
		"", "", "F#4:2 A4:2", "G4:2 B4:2",
		"G4:.5s E4:.5s G4:.5s E4:.5s G4:.5s E4:.5s G4:.5s E4:.5s", "A4:.5s F#4:.5s A4:.5s F#4:.5s A4:.5s F#4:.5s A4:.5s F#4:.5s",
		"B4:.5s G4:.5s B4:.5s G4:.5s D5:.5s B4:.5s D5:.5s B4:.5s", "D5:.5s A4:.5s D5:.5s A4:.5s C#5:.5s E5:.5s C#5:.5s E5:.5s",
		"A4:.5 D5:.5 F#5:.5 D5:.5 A4:.5 D5:.5 F#5:.5 D5:.5", "A#4:.5 C#5:.5 F#5:.5 C#5:.5 A#4:.5 C#5:.5 F#5:.5 C#5:.5",
		"B4:.5 D5:.5 F#5:.5 D5:.5 B4:.5 D5:.5 F#5:.5 D5:.5", "B4:.5 D5:.5 G5:.5 D5:.5 Bb4:.5 D5:.5 C5:.5 E5:.5",
		"F#5:4", "G5:4", "F#5:4", "~:4",
	}}
}

func violaSheet() sheet {
	return sheet{hand: line, bars: [Bars]string{
		"", "D4:2 C#4:2",
		"A3:4", "A3:2 G3:2", "F#3:2 A3:2", "B3:2 G3:2",
		"B3:.5s B3:.5s B3:.5s D4:.5s B3:.5s B3:.5s D4:.5s B3:.5s", "A3:.5s A3:.5s A3:.5s D4:.5s A3:.5s A3:.5s D4:.5s A3:.5s",
		"B3:.5s B3:.5s B3:.5s D4:.5s B3:.5s B3:.5s D4:.5s B3:.5s", "D4:.5s D4:.5s D4:.5s D4:.5s C#4:.5s C#4:.5s C#4:.5s E4:.5s",
		"F#4:2 A4:2", "F#4:2 E4:2", "D4:2 F#4:2", "G4:2 F4 G4",
		"D4:4", "E4:4", "D4:4", "~:4",
	}}
}

func celloSheet() sheet {
	return sheet{hand: line, bars: [Bars]string{
		"D3:4", "G2:2 A2:2",
		"D3:3 E3", "C#3:3 E3", "B2:3 C#3", "D3 B2 G2:2",
		"E3:3 G3", "F#3:3 A3", "G3:3 B3", "A3:2 A2:2",
		"D3:2 F#3 A3", "A#2:2 C#3 F#3", "B2:2 D3 F#3", "G2:2 Bb2 C3",
		"D3:4", "G3:2 D3:2", "D3:1.5 C#3:.5 A2:2", "D3:4",
	}}
}
