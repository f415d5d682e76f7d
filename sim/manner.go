package sim

// Manner is how somebody behaves: how often, in a hundred, they do a thing when it could be done. What is left over is what
// everybody hopes for.
type Manner struct {
	Name string

	// Everybody whose answer is waited for.
	Silent  int // does nothing at all
	Late    int // does it only when the clock has nearly or already run out
	Refuses int // says no to what the other side proposes
	Forgets int // does not do it even when reminded

	// Sellers.
	Declines, Asks, Counters         int // an offer
	Leaves, Ill, Extends, BadFile    int // at work
	Changes, Parts, Quarrels, Settle int // both sides: change orders, mutual cancellations, disputes, and how they end

	// Producers and buyers.
	Revises, Releases, Drops, Pauses, CallsOff int
}

// sellers are the characters of those who work. Punctual ones are listed more than once, or nothing would ever be finished.
func sellers() []Manner {
	base := Manner{Name: "punctual", Refuses: 20, Forgets: 20, Settle: 50}
	with := func(name string, change func(*Manner)) Manner {
		m := base
		m.Name = name
		change(&m)
		return m
	}
	return []Manner{
		base, base, base,
		with("declining", func(m *Manner) { m.Declines, m.Late = 60, 40 }),
		with("silent", func(m *Manner) { m.Silent, m.Forgets = 50, 80 }),
		with("gone", func(m *Manner) { m.Silent, m.Forgets = 100, 100 }),
		with("fades", func(m *Manner) { m.Silent, m.Forgets = 25, 100 }),
		with("sickly", func(m *Manner) { m.Ill = 50 }),
		with("late", func(m *Manner) { m.Late = 90 }),
		with("sloppy", func(m *Manner) { m.BadFile = 50 }),
		with("curious", func(m *Manner) { m.Asks = 60 }),
		with("haggling", func(m *Manner) { m.Counters = 60 }),
		with("slow", func(m *Manner) { m.Extends, m.Late = 80, 60 }),
		with("changing", func(m *Manner) { m.Changes = 50 }),
		with("quarrelsome", func(m *Manner) { m.Quarrels, m.Settle = 40, 20 }),
		with("leaving", func(m *Manner) { m.Leaves, m.Parts = 30, 30 }),
		with("moody", func(m *Manner) {
			m.Declines, m.Asks, m.Counters, m.Ill, m.Extends, m.BadFile, m.Changes, m.Parts, m.Quarrels, m.Leaves = 10, 10, 10, 10, 10, 15, 10, 10, 10, 10
		}),
	}
}

// producers are the characters of those who decide; a buyer who produces is one of them.
func producers() []Manner {
	base := Manner{Name: "prompt", Refuses: 25, Forgets: 10, Settle: 50, Revises: 15}
	with := func(name string, change func(*Manner)) Manner {
		m := base
		m.Name = name
		change(&m)
		return m
	}
	return []Manner{
		base, base,
		with("silent", func(m *Manner) { m.Silent, m.Forgets = 40, 70 }),
		with("gone", func(m *Manner) { m.Silent, m.Forgets = 100, 100 }),
		with("late", func(m *Manner) { m.Late = 80 }),
		with("strict", func(m *Manner) { m.Revises, m.Refuses = 70, 80 }),
		with("quarrelsome", func(m *Manner) { m.Quarrels, m.Settle = 30, 20 }),
		with("restless", func(m *Manner) { m.Pauses, m.Changes = 25, 25 }),
		with("dropping", func(m *Manner) { m.Drops, m.Releases = 15, 20 }),
		with("parting", func(m *Manner) { m.Parts, m.Releases = 30, 10 }),
		with("calling off", func(m *Manner) { m.CallsOff, m.Drops = 8, 8 }),
	}
}

// operators rule, late or never, but when a final waits for ever one of them acts.
func operators() []Manner {
	return []Manner{{Name: "prompt"}, {Name: "late", Late: 80}, {Name: "silent", Silent: 60, Forgets: 100}}
}
