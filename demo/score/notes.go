package score

// DeliveryNote is what a player writes with a take, empty for a part that does not exist.
func DeliveryNote(key string, take Take) string {
	switch take {
	case TakeFirst:
		return "Recorded in one go, full energy! I kept it straight, tell me if you want more."
	case TakeClipped:
		return "The room was loud tonight, hope the level is fine."
	case TakeSilent:
		return "Here it is, recorded at home with the new interface."
	case TakeShort:
		return "Uploading from the train, should be all of it."
	case TakeLate:
		return "Done! I had to line it up by ear."
	}
	if key == RevisedPart() {
		return "You were right. Softer, ghosts back in, and the fill in bar 10 now opens the door for everybody."
	}
	return rightNote(key)
}

// RevisionNote is what the producer writes about the first take of RevisedPart; it cites the brief.
func RevisionNote() string {
	return "Great sound! Two things from the brief, please: cross-stick in the theme, at this level the snare covers the voice; and the fill in bar 10 is missing, everybody is waiting for it."
}

func rightNote(key string) string {
	switch key {
	case "kick":
		return "Old 22-inch, felt beater, a blanket in it. Laid back as you asked."
	case "hats":
		return "Two takes, this is the softer one. The crash at bar 15 is my grandfather's cymbal."
	case "shaker":
		return "Only the ganzá, one microphone, window shut. Beijos!"
	case "congas":
		return "I tuned the tumba to D. Open tones on four, a little joke in bar 6."
	case "taiko":
		return "Recorded in the gym of the school; that long tail is the hall."
	case "bass":
		return "Gut strings. I hope you can hear the wood."
	case "epiano":
		return "1974 suitcase, serviced last month. It still growls a bit at bar 10, I left it."
	case "kora":
		return "Tuned to your D at 440. The run in bar 6 is for my mother."
	case "guitar":
		return "New strings, no pick. The left channel is the neck microphone."
	case "oud":
		return "I tuned the low course to D for the end. Greetings from the sea."
	case "balafon":
		return "I listened to Seydou's kora all the way through and stayed in his gaps."
	case "koto":
		return "The opening glissando was the ninth try, quite early in the morning."
	}
	return sustainedNote(key)
}

func sustainedNote(key string) string {
	switch key {
	case "violin1":
		return "Bar 13 with all the bow I have. The last B flat without vibrato, then with."
	case "violin2":
		return "Fiddle, not violin, but I behaved myself."
	case "viola":
		return "Even, warm, in the middle, like my whole life as a violist."
	case "cello":
		return "The drone is an open string. I breathed audibly at bar 7, tell me if it disturbs."
	case "flute":
		return "Blackwood flute, close microphone; you get some of my breath with it."
	case "clarinet":
		return "G clarinet, low register. In the climax I try to be butter."
	case "trumpet":
		return "The call at the start is from the balcony, that is the courtyard answering."
	case "trombone":
		return "Everything soft until bar 11, as marked. Then not."
	case "lead":
		return "I sang it to my daughter first. She asked for it again, so this is the take."
	case "choir-high":
		return "Six of us around two microphones, three times. The basses next door kept quiet."
	case "choir-low":
		return "After service, in the church. The hum is better in the dark, so we put out the light."
	}
	return ""
}
