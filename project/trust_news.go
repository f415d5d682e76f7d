package project

import (
	"fmt"
	"slices"
)

// LevelNews is that an event has brought a seller to a higher level, or has announced a demotion.
type LevelNews struct {
	TrustEvent
	Level    Level // that holds now, or will
	Demotion bool  // announced: it holds when the appeal window is over
}

// MovesLevel reports whether an event of the kind may change somebody's score.
func MovesLevel(k LogKind) bool {
	return slices.Contains([]LogKind{LogApproved, LogRated, LogOfferExpired, LogReleased, LogSteppedOut, LogTakenOver, LogDisputeRuled, LogAppealUpheld}, k)
}

// LevelNewsOf gives what those of a person's events that are asked for were news of, in the order of time: the level that one brought, or
// the demotion that it announced. That a demotion holds is no event and no news: it was announced.
func LevelNewsOf(rules TrustRules, person PersonID, events []TrustEvent, asked func(TrustEvent) bool) (news []LevelNews) {
	own := slices.DeleteFunc(slices.Clone(events), func(e TrustEvent) bool { return e.Person != person })
	slices.SortStableFunc(own, TrustEvent.before)
	for i, e := range own {
		if !asked(e) {
			continue
		}
		was, now := TrustOf(rules, person, own[:i], e.At), TrustOf(rules, person, own[:i+1], e.At)
		if rules.rank(now.Level) > rules.rank(was.Level) {
			news = append(news, LevelNews{TrustEvent: e, Level: now.Level})
			continue
		}
		announced := func(d Demotion) bool { return d.Project == e.Project && d.Seq == e.Seq }
		if at := slices.IndexFunc(now.Demotions, announced); at >= 0 { // the first that will hold; the page has them all
			news = append(news, LevelNews{TrustEvent: e, Level: now.Demotions[at].To, Demotion: true})
		}
	}
	return news
}

// rank is the place of a level, from the lowest.
func (r TrustRules) rank(l Level) int {
	return slices.IndexFunc(r.Levels, func(rule LevelRule) bool { return rule.Level == l })
}

// Notice tells the seller, and by the event why.
func (n LevelNews) Notice() Notice {
	kind := NoticeLevel
	if n.Demotion {
		kind = NoticeDemotion
	}
	key := fmt.Sprintf("%s/%d/%s/%s", n.Project, n.Seq, n.Person, kind)
	return Notice{ID: NoticeID(NewID(PrefixNotice, n.At, key)), To: n.Person, Kind: kind, Project: n.Project, SubGig: n.SubGig,
		Detail: string(n.Level) + "/" + string(n.Kind), At: n.At}
}
