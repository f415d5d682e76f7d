package score

// The drums: a letter is a stroke, a capital an accent. What the letters mean stands with the voices.

func kickSheet() sheet {
	return sheet{hand: steps, bars: [Bars]string{
		"", "..............k.",
		"K.....k.K.......", "K.....k.K.....k.", "K.....k.K.......", "K.....k.K...k.k.",
		"K...k...K...k...", "K...k...K...k...", "K...k...K...k.k.", "K.k.K.k.K.k.K...",
		"K..k..K...K.k...", "K..k..K.K.....k.", "K..k..K...K.k...", "K..k..K.K...K...",
		"K...............", "k.....k.........", "k...............", "",
	}}
}

func snareSheet(take Take) sheet {
	if take == TakeFirst {
		return snareFirstSheet()
	}
	return sheet{hand: steps, bars: [Bars]string{
		"", "............o.oo",
		"....k.......k...", "....k..o....k.o.", "....k.......k..o", "....k..o.o..k.oo",
		"....x..o....x.o.", "....x..o.o..x.o.", "....x..ox...x.oo", "o.ooo.ooxxoxxxXX",
		"..o.X..o.o..X.o.", "..o.X..o.o..X.oo", "..o.X..o.o..X.o.", "..o.X..oX.xxX.xX",
		"X.....o.....k...", "............k...", "............k...", "",
	}}
}

// snareFirstSheet is the weaker first take: hard all through, no ghosts, no fill into the climax.
func snareFirstSheet() sheet {
	return sheet{hand: steps, bars: [Bars]string{
		"", "",
		"....X.......X...", "....X.......X...", "....X.......X...", "....X.......X...",
		"....X.......X...", "....X.......X...", "....X.......X...", "....X.......X...",
		"....X.......X...", "....X.......X...", "....X.......X...", "....X.......X...",
		"X...........X...", "............X...", "............X...", "",
	}}
}

func hatsSheet() sheet {
	return sheet{hand: steps, bars: [Bars]string{
		"", "........c.c.c.cc",
		"C.c.C.c.C.c.C.c.", "C.c.C.c.C.c.C.co", "C.c.C.c.C.c.C.c.", "C.c.C.ccC.c.Ccco",
		"C.ccC.ccC.ccC.co", "C.ccC.ccC.ccC.co", "CcccCcccCcccCcco", "CcccCcccCccc....",
		"Z...O.c.O.c.O.cc", "O.ccO.c.O.ccO.c.", "O.c.O.c.O.ccO.cc", "O.ccO.c.O...O...",
		"Z...............", "r.......r.......", "r.......r.......", "",
	}}
}

func shakerSheet() sheet {
	return sheet{hand: steps, bars: [Bars]string{
		"........s.s.s.ss", "SsssSsssSsssSsss",
		"SsssSsssSsssSsss", "SsssSsssSsssSsss", "SsssSsssSsssSsss", "SsssSsssSsssSsss",
		"S.ssS.ssS.ssS.ss", "S.ssS.ssS.ssS.ss", "SsssSsssSsssSsss", "SsssSsssSssS....",
		"SsSsSsSsSsSsSsSs", "SsSsSsSsSsSsSsSs", "SsSsSsSsSsSsSsSs", "SsSsSsSsS...S...",
		"S.......s.s.s.ss", "SsssSsssSsssSsss", "s.ssS.sss.ssS.ss", "s...s...s.......",
	}}
}

func congasSheet() sheet {
	return sheet{hand: steps, bars: [Bars]string{
		"", "........h.t.o.ol",
		"h.t.s.t.h.t.o.o.", "h.t.s.t.h.tlo.o.", "h.t.s.t.h.t.o.o.", "h.t.s.tth.tlo.oo",
		"h.t.s.t.htt.o.o.", "h.t.s.tlh.t.o.o.", "h.tts.t.htt.o.ol", "h.h.s.s.ssoosoll",
		"h.tts.tlh.tto.oo", "h.t.s.tlhtt.o.ol", "h.tts.tlh.tto.oo", "h.t.s.tls...l.ol",
		"l...............", "h.t...t.h.t.o...", "h.t...t.....o.l.", "",
	}}
}

func taikoSheet() sheet {
	return sheet{hand: steps, bars: [Bars]string{
		"t...........t...", "t...........t.tt",
		"T...............", "........t.......", "t...............", "..........t.t.tt",
		"T.......t.......", "T.......t...t...", "T...t...T...t.t.", "T...T...T.T.TtTT",
		"T.....t.t...T...", "T.....t.t...T.t.", "T.....t.t...T...", "T.....t.T...T...",
		"T...............", "t.......t.......", "t...............", "t.......t.......",
	}}
}
