package project

import (
	"slices"
	"time"
)

// Cadence is how soon somebody wants a mail about something.
type Cadence string

// The cadences.
const (
	Now    Cadence = "now"
	Hourly Cadence = "hourly" // with whatever else the hour brought
	Daily  Cadence = "daily"  // at eight in the morning
	Weekly Cadence = "weekly" // on monday at eight
	Never  Cadence = "never"
)

// Cadences lists every cadence.
func Cadences() []Cadence { return []Cadence{Now, Hourly, Daily, Weekly, Never} }

// Choice is how somebody wants to be told of a kind of notice, or of a class of kinds.
type Choice struct {
	Kind   string // a NoticeKind or a NoticeClass
	Mail   Cadence
	Inside bool
	Push   bool
}

// Check refuses a choice about something that is none, or that nobody chooses.
func (c Choice) Check() error {
	var f faults
	_, kind := ruleOfNotice(NoticeKind(c.Kind))
	switch {
	case LetterKind(c.Kind).Compulsory():
		f.addf("kind", "%s is sent to everybody who asks for it", c.Kind)
	case !kind && !slices.Contains(NoticeClasses(), NoticeClass(c.Kind)):
		f.addf("kind", "%q is neither a kind of notice nor a class of them", clip(c.Kind, 40))
	case c.Kind == string(ClassBulletin) && c.Mail != Weekly && c.Mail != Never:
		f.addf("mail", "a bulletin comes weekly or never")
	}
	if !slices.Contains(Cadences(), c.Mail) {
		f.addf("mail", "%q is none of now, hourly, daily, weekly, never", clip(string(c.Mail), 12))
	}
	return f.asError("the choice")
}

// ChoiceFor gives how somebody who has chosen so wants to be told of the kind: by their choice for it, by the one for its
// class, or as we see fit.
func ChoiceFor(chosen []Choice, k NoticeKind) Choice {
	rule, _ := ruleOfNotice(k)
	for _, name := range []string{string(k), string(rule.class)} {
		if at := slices.IndexFunc(chosen, func(c Choice) bool { return c.Kind == name }); at >= 0 {
			c := chosen[at]
			c.Kind = string(k)
			return c
		}
	}
	return Choice{Kind: string(k), Mail: rule.mail, Inside: true, Push: rule.mail == Now}
}

// BulletinFor gives whether somebody who has chosen so gets the bulletins of their projects.
func BulletinFor(chosen []Choice) Choice {
	at := slices.IndexFunc(chosen, func(c Choice) bool { return c.Kind == string(ClassBulletin) })
	if at < 0 {
		return Choice{Kind: string(ClassBulletin), Mail: Weekly}
	}
	return chosen[at]
}

// ChoicesOf gives how somebody who has chosen so wants to be told of everything there is.
func ChoicesOf(chosen []Choice) []Choice {
	var all []Choice
	for _, k := range NoticeKinds() {
		all = append(all, ChoiceFor(chosen, k))
	}
	return append(all, BulletinFor(chosen))
}

// Unsubscribed gives the choices that end the mails of a letter: of its kind, or for a digest of everything that comes in it.
func Unsubscribed(chosen []Choice, kind LetterKind) []Choice {
	var out []Choice
	for _, c := range ChoicesOf(chosen) {
		if string(kind) == c.Kind || kind == DigestKind(c.Mail) && c.Kind != string(ClassBulletin) {
			c.Mail = Never
			out = append(out, c)
		}
	}
	return out
}

// DigestKind is the kind of letter in which notices of a cadence come together; empty for those that come alone or not.
func DigestKind(c Cadence) LetterKind {
	switch c {
	case Hourly, Daily, Weekly:
		return LetterKind("digest_" + string(c))
	}
	return ""
}

// The hour of day of digests, by the reader's clock.
const digestHour = 8

// NextDigest is when the next digest of a cadence is sent, after the time, by the clock of the zone. A digest that is due
// within the minute is taken to be on its way.
func NextDigest(c Cadence, zone *time.Location, after time.Time) time.Time {
	after = after.Add(time.Minute)
	if c == Hourly {
		return after.Truncate(time.Hour).Add(time.Hour)
	}
	local := after.In(zone)
	year, month, day := local.Date()
	for d := 0; ; d++ {
		next := time.Date(year, month, day+d, digestHour, 0, 0, 0, zone)
		if next.After(after) && (c == Daily || next.Weekday() == time.Monday) {
			return next
		}
	}
}
