package demo

import (
	"tutti/demo/ensemble"
	"tutti/demo/score"
	"tutti/project"
)

// unplugged is the part whose player first delivers the recording of a cable that was not plugged in.
const unplugged = "guitar"

// takesOf is what the player of a part delivers, one after another, until one is approved.
func takesOf(key string) []score.Take {
	switch key {
	case score.RevisedPart():
		return []score.Take{score.TakeFirst, score.TakeRight}
	case unplugged:
		return []score.Take{score.TakeSilent, score.TakeRight}
	}
	return []score.Take{score.TakeRight}
}

// noteOf is what the player writes beside a delivery.
func noteOf(take score.Take) string {
	switch take {
	case score.TakeFirst:
		return "First idea, straight through. Tell me what you think."
	case score.TakeSilent:
		return "Here it is, one take, no edits."
	}
	return "Recorded to the guide, from its zero to its end."
}

// wishes are the producer's notes on the first take of the revised part. They cite the items of its brief.
func wishes() []project.Note {
	return []project.Note{
		{Brief: 2, From: 4.8, To: 14.4, Text: "Every stroke is at full weight and covers the voice. Cross-stick here, please"},
		{Brief: 1, From: 21.6, To: 24, Text: "The fill in bar 10 is missing: everybody waits for it to go into the climax"},
	}
}

// schedule is the order in which the takes are recorded: what others wait for comes first.
func schedule() []recording {
	first := []string{"kick", score.RevisedPart(), "lead", "kora", "violin1", "choir-high", unplugged}
	order := map[string]bool{}
	var out []recording
	add := func(key string) {
		if !order[key] {
			order[key] = true
			for _, take := range takesOf(key) {
				out = append(out, recording{key, take})
			}
		}
	}
	for _, key := range first {
		add(key)
	}
	for _, part := range score.Parts() {
		add(part.Key)
	}
	return out
}

// sellers are the players of all parts and the standbys of the score.
func sellers() []*seller {
	var out []*seller
	for _, part := range score.Parts() {
		out = append(out, newSeller(part.Player, score.TakesOver, ""))
	}
	for _, s := range score.Standbys() {
		out = append(out, newSeller(s.Player, s.Conduct, s.Answer))
	}
	return out
}

func newSeller(p score.Player, conduct score.Conduct, answer string) *seller {
	return &seller{Seller: ensemble.NewSeller(p.Handle), player: p, conduct: conduct, answer: answer}
}
