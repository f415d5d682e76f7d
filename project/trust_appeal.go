package project

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// AppealStep is what is said in an appeal against a demotion.
type AppealStep string

// The steps of an appeal: the seller makes it, an operator decides it, once.
const (
	AppealMade      AppealStep = "made"
	AppealUpheld    AppealStep = "upheld"    // what the demotion came with does not count
	AppealDismissed AppealStep = "dismissed" // it counts
)

// TrustAppeal is a step of an appeal against the demotion that came with an event, the line Seq of a project's log.
type TrustAppeal struct {
	Person  PersonID
	Project ProjectID
	Seq     int64
	Step    AppealStep
	At      time.Time
}

// appealLog gives the log event for each step, and what it counts as.
func appealLog() map[AppealStep]LogKind {
	return map[AppealStep]LogKind{AppealMade: LogAppealMade, AppealUpheld: LogAppealUpheld, AppealDismissed: LogAppealDismissed}
}

func appealKinds() map[LogKind]TrustKind {
	return map[LogKind]TrustKind{LogAppealMade: TrustAppealed, LogAppealUpheld: TrustUpheld, LogAppealDismissed: TrustDismissed}
}

// Of makes it the next step, with its line in the log; nothing when it was said before. NotFound when no demotion came with
// the event, Conflict when the window is over, when there is no appeal to decide, or another decision came first.
func (a TrustAppeal) Of(events []TrustEvent) (*LogEvent, error) {
	rules, _ := TrustRulesOf(TrustVersion)
	at := slices.IndexFunc(events, func(e TrustEvent) bool { return e.Person == a.Person && e.Project == a.Project && e.Seq == a.Seq })
	if at < 0 {
		return nil, Errorf(NotFound, "nothing that counts for this person came with line %d of that log; `tutti trust explain` names the lines", a.Seq)
	}
	said := map[TrustKind]bool{}
	for _, e := range events {
		if e.Person == a.Person && e.Project == a.Project && e.Of == a.Seq {
			said[e.Kind] = true
		}
	}
	log := LogEvent{Kind: appealLog()[a.Step], SubGig: events[at].SubGig, Actor: a.Person, Detail: strconv.FormatInt(a.Seq, 10), At: a.At}
	if log.Kind == "" {
		return nil, Errorf(Invalid, "the step %q is none of made, upheld, dismissed", a.Step)
	}
	if said[appealKinds()[log.Kind]] {
		return nil, nil
	}
	if a.Step == AppealMade {
		return &log, a.mayBeMade(rules, events, events[at])
	}
	switch {
	case !said[TrustAppealed]:
		return nil, Errorf(Conflict, "there is no appeal to decide: nobody has made one")
	case said[TrustUpheld] || said[TrustDismissed]:
		return nil, Errorf(Conflict, "the appeal was decided the other way; a decision stays as it was given")
	}
	return &log, nil
}

func (a TrustAppeal) mayBeMade(rules TrustRules, events []TrustEvent, against TrustEvent) error {
	if end := against.At.Add(rules.Appeal); a.At.After(end) {
		return Errorf(Conflict, "the time for an appeal was over at %s", end.UTC().Format(time.RFC3339))
	}
	demotions := TrustOf(rules, a.Person, events, a.At).Demotions
	if !slices.ContainsFunc(demotions, func(d Demotion) bool { return d.Project == a.Project && d.Seq == a.Seq }) {
		return Errorf(NotFound, "no demotion that is announced came with line %d of that log; an appeal is against one", a.Seq)
	}
	return nil
}

// OpenAppeals are the appeals that nobody has decided, oldest first, out of the lines of logs about appeals.
func OpenAppeals(log []Event) []TrustAppeal {
	var open []TrustAppeal
	for _, e := range log {
		seq, err := strconv.ParseInt(e.Detail, 10, 64)
		if err != nil {
			continue
		}
		a := TrustAppeal{Person: e.Actor, Project: e.Project, Seq: seq, Step: AppealMade, At: e.At.UTC()}
		if e.Kind == LogAppealMade {
			open = append(open, a)
			continue
		}
		open = slices.DeleteFunc(open, func(b TrustAppeal) bool { return b.Person == a.Person && b.Project == a.Project && b.Seq == a.Seq })
	}
	if len(open) == 0 {
		return nil
	}
	return open
}

// weighed is what an event did to the score, in case an appeal against it is upheld.
type weighed struct {
	kind   TrustKind
	effect int
}

// weighedKey names a line of a log.
func weighedKey(p ProjectID, seq int64) string { return fmt.Sprintf("%s/%d", p, seq) }

// uphold takes back what an event did. Once.
func (c *trustCount) uphold(e TrustEvent) {
	key := weighedKey(e.Project, e.Of)
	was, there := c.weighed[key]
	if !there || e.Of == 0 {
		return
	}
	delete(c.weighed, key)
	c.score = min(max(0, c.score-was.effect), c.rules.Top)
	if was.kind == TrustLate {
		c.late--
	}
}
