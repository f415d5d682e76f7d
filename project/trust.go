package project

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// TrustKind is something that happened to a seller and is counted, or is shown to count nothing.
type TrustKind string

// The kinds of trust event. What another party did, what was agreed and what illness did have no effect.
const (
	TrustAccepted   TrustKind = "offer_accepted"
	TrustDeclined   TrustKind = "offer_declined"   // in time
	TrustUnanswered TrustKind = "offer_unanswered" // until it expired
	TrustOnTime     TrustKind = "approved_on_time"
	TrustLate       TrustKind = "approved_late" // by the seller's own seconds
	TrustRevision   TrustKind = "revision_asked"
	TrustRated      TrustKind = "rated"
	TrustReleased   TrustKind = "released"             // by the producer
	TrustSteppedOut TrustKind = "stepped_out"          // after accepting, without leave or agreement
	TrustReplaced   TrustKind = "replaced_for_silence" // after reminder, warning and grace
	TrustLost       TrustKind = "dispute_lost"
	TrustRuled      TrustKind = "dispute_ruled" // not against them
	TrustAgreed     TrustKind = "cancelled_by_agreement"
	TrustCancelled  TrustKind = "cancelled" // by the buyer
	TrustLeave      TrustKind = "leave"     // illness too
	TrustWaited     TrustKind = "review_overdue"
	TrustAppealed   TrustKind = "appeal_made"
	TrustUpheld     TrustKind = "appeal_upheld" // what it names does not count
	TrustDismissed  TrustKind = "appeal_dismissed"
)

// TrustEvent is one counted event of a seller. Project and Seq name the line of the log it comes from.
type TrustEvent struct {
	Person  PersonID  `json:"person_id"`
	Kind    TrustKind `json:"kind"`
	Stars   int       `json:"stars,omitempty"` // of a rating
	Project ProjectID `json:"project_id"`
	SubGig  SubGigID  `json:"sub_gig_id"`
	Seq     int64     `json:"seq" doc:"of the line in the project's log"`
	Of      int64     `json:"of,omitempty" doc:"of an appeal: the line of that log that it is about"`
	At      time.Time `json:"at"`
}

// before is the order in which events count: by time, then by their place in the log.
func (e TrustEvent) before(other TrustEvent) int {
	return cmp.Or(e.At.Compare(other.At), cmp.Compare(e.Project, other.Project), cmp.Compare(e.Seq, other.Seq), cmp.Compare(e.Kind, other.Kind))
}

// Level is how far a seller is trusted.
type Level string

// The levels, from the lowest. Everybody begins as new.
const (
	LevelNew       Level = "new"
	LevelProven    Level = "proven"
	LevelTrusted   Level = "trusted"
	LevelPrincipal Level = "principal"
)

// TrustRules are the published rules of one version, as data. Recomputing with the version that an export names gives
// what the export says, for ever.
type TrustRules struct {
	Version int           `json:"version"`
	Start   int           `json:"start" doc:"the score of somebody without events"`
	Top     int           `json:"top" doc:"the greatest score; the least is 0"`
	Effects []TrustEffect `json:"effects"`
	Levels  []LevelRule   `json:"levels" doc:"from the lowest"`
	Appeal  time.Duration `json:"appeal" doc:"between the announcement of a demotion and the moment it holds"`
}

// TrustEffect is what an event does to the score.
type TrustEffect struct {
	Kind   TrustKind `json:"kind"`
	Stars  int       `json:"stars,omitempty"`
	Points int       `json:"points"`
	Doc    string    `json:"doc"`
}

// LevelRule is what a level asks for; all of it has to hold.
type LevelRule struct {
	Level    Level `json:"level"`
	Approved int   `json:"approved" doc:"deliveries approved, late ones too"`
	Score    int   `json:"score"`
	OnTime   int   `json:"on_time" doc:"permille of the approved deliveries"`
}

// TrustVersion is the version of the rules that count today.
const TrustVersion = 1

// TrustRulesOf gives the rules of a version and whether there are such.
func TrustRulesOf(version int) (TrustRules, bool) {
	if version != 1 {
		return TrustRules{}, false
	}
	return TrustRules{
		Version: 1, Start: 500, Top: 1000, Appeal: 14 * 24 * time.Hour,
		Effects: []TrustEffect{
			{Kind: TrustOnTime, Points: 20, Doc: "a delivery was approved, on time"},
			{Kind: TrustLate, Points: -30, Doc: "a delivery was approved, late by the seller's own time"},
			{Kind: TrustRated, Stars: 5, Points: 20, Doc: "rated with 5 stars"},
			{Kind: TrustRated, Stars: 4, Points: 10, Doc: "rated with 4 stars"},
			{Kind: TrustRated, Stars: 3, Points: 0, Doc: "rated with 3 stars"},
			{Kind: TrustRated, Stars: 2, Points: -20, Doc: "rated with 2 stars"},
			{Kind: TrustRated, Stars: 1, Points: -40, Doc: "rated with 1 star"},
			{Kind: TrustUnanswered, Points: -5, Doc: "an offer expired without an answer"},
			{Kind: TrustReleased, Points: -15, Doc: "released by the producer"},
			{Kind: TrustSteppedOut, Points: -15, Doc: "left after accepting"},
			{Kind: TrustReplaced, Points: -60, Doc: "replaced after silence"},
			{Kind: TrustLost, Points: -80, Doc: "a dispute was ruled against them"},
			{Kind: TrustAccepted, Doc: "accepted an offer"},
			{Kind: TrustDeclined, Doc: "declined an offer in time"},
			{Kind: TrustRevision, Doc: "a revision was asked for, as the price includes"},
			{Kind: TrustRuled, Doc: "a dispute was ruled, not against them"},
			{Kind: TrustAgreed, Doc: "cancelled by agreement"},
			{Kind: TrustCancelled, Doc: "cancelled by the buyer"},
			{Kind: TrustLeave, Doc: "took leave or fell ill"},
			{Kind: TrustWaited, Doc: "waited for a review that was late"},
			{Kind: TrustAppealed, Doc: "appealed against a demotion"},
			{Kind: TrustUpheld, Doc: "an appeal was upheld: what the demotion came with does not count"},
			{Kind: TrustDismissed, Doc: "an appeal was dismissed"},
		},
		Levels: []LevelRule{
			{Level: LevelNew},
			{Level: LevelProven, Approved: 3, Score: 540, OnTime: 800},
			{Level: LevelTrusted, Approved: 10, Score: 700, OnTime: 900},
			{Level: LevelPrincipal, Approved: 30, Score: 850, OnTime: 950},
		},
	}, true
}

// Trust is where a seller stands at a time.
type Trust struct {
	Person    PersonID   `json:"person_id"`
	Rules     int        `json:"rules"` // their version
	At        time.Time  `json:"at"`
	Level     Level      `json:"level"` // that holds; a demotion that is announced does not yet
	Score     int        `json:"score"`
	OnTime    int        `json:"on_time"` // deliveries approved on time
	Late      int        `json:"late"`
	Demotions []Demotion `json:"demotions,omitempty"` // announced, in the order in which they will hold
}

// Demotion is announced with its reason, and holds when the appeal window is over, unless the seller has earned the level
// again by then.
type Demotion struct {
	To        Level     `json:"to"`
	Reason    string    `json:"reason"`
	Project   ProjectID `json:"project_id"`
	Seq       int64     `json:"seq" doc:"of the event it came with, in the project's log"`
	Announced time.Time `json:"announced_at"`
	Holds     time.Time `json:"holds_at"`
}

// OnTimeRate is the permille of approved deliveries that were on time; false when there are none.
func (t Trust) OnTimeRate() (int, bool) {
	if t.OnTime+t.Late == 0 {
		return 0, false
	}
	return t.OnTime * 1000 / (t.OnTime + t.Late), true
}

// TrustStep is one event and what it did.
type TrustStep struct {
	TrustEvent
	Doc    string `json:"doc" doc:"the rule in words"`
	Points int    `json:"points" doc:"of the rule"`
	Effect int    `json:"effect" doc:"on the score, which stays between 0 and the top"`
	Score  int    `json:"score" doc:"after it"`
	Level  Level  `json:"level" doc:"that holds after it"`
}

// TrustOf says where a person stands at a time, by the events up to it. Events of other people and the order of the list
// make no difference.
func TrustOf(rules TrustRules, person PersonID, events []TrustEvent, at time.Time) Trust {
	trust, _ := Explain(rules, person, events, at)
	return trust
}

// Explain is TrustOf with every event and its effect, in order.
func Explain(rules TrustRules, person PersonID, events []TrustEvent, at time.Time) (Trust, []TrustStep) {
	own := slices.DeleteFunc(slices.Clone(events), func(e TrustEvent) bool { return e.Person != person || e.At.After(at) })
	slices.SortStableFunc(own, TrustEvent.before)
	c := trustCount{rules: rules, score: rules.Start, holds: make([]bool, len(rules.Levels)), below: make([]*Demotion, len(rules.Levels)),
		weighed: map[string]weighed{}}
	steps := make([]TrustStep, 0, len(own))
	for _, e := range own {
		steps = append(steps, c.add(e))
	}
	c.pass(at)
	return Trust{Person: person, Rules: rules.Version, At: at, Level: c.level(), Score: c.score, OnTime: c.onTime, Late: c.late, Demotions: c.demotions()}, steps
}

// trustCount is one walk over a seller's events. Each level above the first is a bar of its own: it holds from the event
// that reaches it until the seller has been below it for the whole appeal window.
type trustCount struct {
	rules        TrustRules
	score        int
	onTime, late int
	holds        []bool
	below        []*Demotion // since when a bar that holds is not reached any more
	weighed      map[string]weighed
}

func (c *trustCount) add(e TrustEvent) TrustStep {
	c.pass(e.At)
	rule := c.rules.effectOf(e)
	before := c.score
	c.score = min(max(0, c.score+rule.Points), c.rules.Top)
	switch e.Kind {
	case TrustOnTime:
		c.onTime++
	case TrustLate:
		c.late++
	case TrustUpheld:
		c.uphold(e)
	}
	if rule.Points < 0 {
		c.weighed[weighedKey(e.Project, e.Seq)] = weighed{e.Kind, c.score - before}
	}
	for i, level := range c.rules.Levels {
		missing := c.missing(level)
		switch {
		case missing == "":
			c.holds[i], c.below[i] = true, nil
		case c.holds[i] && c.below[i] == nil:
			c.below[i] = &Demotion{Reason: missing, Project: e.Project, Seq: e.Seq, Announced: e.At, Holds: e.At.Add(c.rules.Appeal)}
		}
	}
	return TrustStep{TrustEvent: e, Doc: rule.Doc, Points: rule.Points, Effect: c.score - before, Score: c.score, Level: c.level()}
}

// effectOf gives the rule for an event; an event that no rule names has no effect.
func (r TrustRules) effectOf(e TrustEvent) TrustEffect {
	at := slices.IndexFunc(r.Effects, func(f TrustEffect) bool { return f.Kind == e.Kind && f.Stars == e.Stars })
	if at < 0 {
		return TrustEffect{Kind: e.Kind, Doc: "not counted by these rules"}
	}
	return r.Effects[at]
}

// pass lets demotions hold whose window is over.
func (c *trustCount) pass(now time.Time) {
	for i, d := range c.below {
		if d != nil && !now.Before(d.Holds) {
			c.holds[i], c.below[i] = false, nil
		}
	}
}

// missing says what keeps the seller below a level, "" when nothing does.
func (c *trustCount) missing(l LevelRule) string {
	approved := c.onTime + c.late
	rate, _ := Trust{OnTime: c.onTime, Late: c.late}.OnTimeRate()
	switch {
	case approved < l.Approved:
		return fmt.Sprintf("%s asks for %d approved deliveries, there are %d", l.Level, l.Approved, approved)
	case c.score < l.Score:
		return fmt.Sprintf("%s asks for a score of %d, it is %d", l.Level, l.Score, c.score)
	case rate < l.OnTime:
		return fmt.Sprintf("%s asks for %s %% on time, it is %s %%", l.Level, percent(l.OnTime), percent(rate))
	}
	return ""
}

// percent writes a permille as people read it.
func percent(permille int) string {
	if permille%10 == 0 {
		return fmt.Sprint(permille / 10)
	}
	return fmt.Sprintf("%d.%d", permille/10, permille%10)
}

// level is the highest that holds; the lowest always does.
func (c *trustCount) level() Level {
	for i := len(c.holds) - 1; i > 0; i-- {
		if c.holds[i] {
			return c.rules.Levels[i].Level
		}
	}
	return c.rules.Levels[0].Level
}

// demotions lists the announced ones by the time at which they hold. Each says to which level it leads: the highest that
// will then still hold.
func (c *trustCount) demotions() []Demotion {
	rest := trustCount{rules: c.rules, holds: slices.Clone(c.holds), below: slices.Clone(c.below)}
	var out []Demotion
	for level := c.level(); ; {
		var next *Demotion
		for _, d := range rest.below {
			if d != nil && (next == nil || d.Holds.Before(next.Holds)) {
				next = d
			}
		}
		if next == nil {
			return out
		}
		announced := *next
		for i := len(rest.below) - 1; i >= 0; i-- { // the reason of the highest bar that falls with it
			if d := rest.below[i]; d != nil && d.Holds.Equal(next.Holds) {
				announced = *d
				break
			}
		}
		rest.pass(next.Holds)
		if to := rest.level(); to != level {
			announced.To, level = to, to
			out = append(out, announced)
		}
	}
}

// Rating is what a buyer or a producer says of approved work: 1 to 5 stars, once each.
type Rating struct {
	SubGig  SubGigID  `json:"sub_gig_id"`
	Project ProjectID `json:"project_id"`
	Seller  PersonID  `json:"seller_id"`
	Rater   PersonID  `json:"rater_id"`
	Stars   int       `json:"stars"`
	At      time.Time `json:"at"`
}

// MaxStars is the best rating; the worst is 1.
const MaxStars = 5

// Check refuses a rating that is none, and one's own.
func (r Rating) Check() error {
	if r.Stars < 1 || r.Stars > MaxStars {
		return &Error{Code: Invalid, Message: "the rating cannot be taken as it is",
			Fields: []Field{{Path: "stars", Message: fmt.Sprintf("%d is outside 1 to %d", r.Stars, MaxStars)}}}
	}
	if r.Rater == r.Seller {
		return Errorf(Forbidden, "nobody rates their own work")
	}
	return nil
}

// Of makes it the rating of a sub-gig's approved work, with the line of the log that tells of it.
func (r Rating) Of(g SubGigRecord) (LogEvent, Rating, error) {
	if g.State != Approved {
		return LogEvent{}, r, Errorf(Conflict, "the work cannot be rated: it is %s, and not approved", g.State)
	}
	r.Project, r.Seller = g.Project, g.Seller
	event := LogEvent{Kind: LogRated, SubGig: g.ID, Actor: r.Rater, Delivery: g.Delivery, Detail: strconv.Itoa(r.Stars), At: r.At}
	if g.Offer != nil {
		event.Offer = g.Offer.ID
	}
	return event, r, r.Check()
}

// Same refuses to change what was said before.
func (r Rating) Same(again Rating) error {
	if r.Stars == again.Stars {
		return nil
	}
	return Errorf(Conflict, "you have rated this work with %d of %d stars; a rating stays as it was given", r.Stars, MaxStars)
}

// TrustRecords keeps ratings and finds the events that count.
type TrustRecords interface {
	// PutRating records r once and logs it; the seller is the one whose work was approved. Conflict while the sub-gig is
	// not approved, and for other stars than the rater gave before; the same again gives the stored row.
	PutRating(ctx context.Context, r Rating) (Rating, error)
	// Ratings lists the ratings of a sub-gig, oldest first.
	Ratings(ctx context.Context, id SubGigID) ([]Rating, error)
	// TrustEvents gives what counts for a person, in the order in which it happened, out of the logs of all projects.
	TrustEvents(ctx context.Context, person PersonID) ([]TrustEvent, error)
	// TrustEventsOf is TrustEvents for several people at once.
	TrustEventsOf(ctx context.Context, people []PersonID) (map[PersonID][]TrustEvent, error)
	// PutAppeal logs a step of an appeal once; the refusals are those of TrustAppeal.Of.
	PutAppeal(ctx context.Context, a TrustAppeal) error
	// OpenAppeals lists the appeals of all projects that nobody has decided, oldest first.
	OpenAppeals(ctx context.Context) ([]TrustAppeal, error)
}
