package records

import (
	"context"
	"strings"
	"time"

	"tutti/project"
)

// personTable says what of a table is about one person, $1: what they may take away, and what becomes of it when they are
// erased. Every table is in here; a test asks.
type personTable struct {
	name  string
	mine  string // columns, and behind WHERE the rows that are theirs; empty: nothing to take away
	where string
	erase string // a statement; empty: nothing in it says who they are, or see erasures
	why   string // nothing is done
}

const (
	aboutPerson = `person_id = $1`
	ofSeller    = `seller_id = $1`
	ofOwner     = `owner_id = $1`
	ofActor     = `actor_id = $1`
	ofAuthor    = `author_id = $1`
	theirDraft  = `project_id IN (SELECT id FROM projects WHERE buyer_id = $1 OR producer_id = $1)`
)

// personTables lists them; the rows of profiles go after those that refer to them.
func personTables() []personTable {
	return []personTable{
		{name: "people", mine: `id, handle, name, pronunciation, language, country, zone, email, roles, created_at`, where: `id = $1`, why: "erasePerson"},
		{name: "tokens", mine: `id, name, created_at, expires_at, revoked_at`, where: aboutPerson, erase: `DELETE FROM tokens WHERE person_id = $1`},
		{name: "profile_roles", erase: `DELETE FROM profile_roles WHERE person_id = $1`},
		{name: "profile_leaves", erase: `DELETE FROM profile_leaves WHERE person_id = $1`},
		{name: "profiles", mine: `body, updated_at`, where: aboutPerson, erase: `DELETE FROM profiles WHERE person_id = $1`},
		{name: "reels", mine: `samples, updated_at`, where: aboutPerson, why: "eraseReel"},
		{name: "kept_sellers", mine: `person_id, note, tags, at`, where: `buyer_id = $1`, erase: `DELETE FROM kept_sellers WHERE person_id = $1 OR buyer_id = $1`},
		{name: "payout_destinations", mine: `provider, account, updated_at`, where: aboutPerson, erase: `DELETE FROM payout_destinations WHERE person_id = $1`},
		{name: "payouts", mine: `id, project_id, number, minor, currency, state, provider, account, reference, reason, back_minor, made_at, sent_at, ended_at`, where: ofSeller,
			erase: `UPDATE payouts SET account = '', reference = '', reason = '' WHERE seller_id = $1`},
		{name: "uploads", mine: `id, project_id, sub_gig_id, name, size_bytes, type, state, sha256, created_at`, where: ofOwner,
			erase: `UPDATE uploads SET name = 'file-1', fingerprint = id WHERE owner_id = $1`},
		{name: "errands", mine: `id, kind, sub_gig_id, files, wish, state, created_at, ended_at`, where: ofOwner, erase: `DELETE FROM errands WHERE owner_id = $1`},
		{name: "projects", mine: `id, title, state, currency, due, created_at`, where: `buyer_id = $1 OR producer_id = $1`, why: "ids; a title names the project"},
		{name: "sub_gigs", mine: `id, project_id, key, title, role, state, due`, where: ofSeller, why: "ids and the words of the plan"},
		{name: "offers", mine: `id, project_id, sub_gig_id, state, reason, note, price_minor, work_for, made_at, expires_at, answered_at`, where: ofSeller,
			erase: `UPDATE offers SET note = '' WHERE seller_id = $1`},
		{name: "applications", mine: `id, project_id, sub_gig_id, words, files, created_at`, where: ofSeller, erase: `UPDATE applications SET words = '', files = '[]' WHERE seller_id = $1`},
		{name: "proposals", mine: `id, project_id, sub_gig_id, kind, side, state, minor, time, outcome, words, made_at, answered_at`, where: ofActor,
			erase: `UPDATE proposals SET words = CASE WHEN actor_id = $1 THEN '' ELSE words END, reply = CASE WHEN actor_id = $1 THEN reply ELSE '' END
				WHERE actor_id = $1 OR side = 'seller' AND project_id IN (SELECT id FROM projects WHERE buyer_id = $1 OR producer_id = $1)
					OR side <> 'seller' AND sub_gig_id IN (SELECT sub_gig_id FROM offers WHERE seller_id = $1)`},
		{name: "deliveries", mine: `id, project_id, sub_gig_id, version, state, note, declaration, files, created_at, submitted_at`, where: ofSeller, why: "eraseDeliveries"},
		{name: "inspections", mine: `delivery_id, passed, body, at`, where: `delivery_id IN (SELECT id FROM deliveries WHERE seller_id = $1)`, why: "eraseDeliveries"},
		{name: "artifacts", why: "eraseManifests"},
		{name: "reviews", mine: `id, delivery_id, decision, notes, state, created_at`, where: `reviewer_id = $1`, why: "eraseReviews"},
		{name: "messages", mine: `id, project_id, room, delivery_id, artifact_id, reply_to, spot, body, files, created_at, edited_at, deleted_at`, where: ofAuthor, why: "eraseMessages"},
		{name: "message_texts", mine: `message_id, version, body, at`, where: `message_id IN (SELECT id FROM messages WHERE author_id = $1)`,
			erase: `DELETE FROM message_texts WHERE message_id IN (SELECT id FROM messages WHERE author_id = $1)`, why: "others': eraseMessages"},
		{name: "message_reports", mine: `message_id, project_id, reason, words, at`, where: `reporter_id = $1`,
			erase: `UPDATE message_reports SET words = CASE WHEN reporter_id = $1 THEN '' ELSE words END,
				body = CASE WHEN message_id IN (SELECT id FROM messages WHERE author_id = $1) THEN '(erased)' ELSE body END
				WHERE reporter_id = $1 OR message_id IN (SELECT id FROM messages WHERE author_id = $1)`},
		{name: "showings", mine: `project_id, shows`, where: aboutPerson, erase: `DELETE FROM showings WHERE person_id = $1`},
		{name: "pinned_answers", mine: `id, project_id, version, question, answer, role, sub_gig_id, at`, where: ofActor, why: "words of the plan; who asked is not in it"},
		{name: "brief_acknowledgements", mine: `project_id, sub_gig_id, version, at`, where: aboutPerson, why: "ids"},
		{name: "round_notes", mine: `id, project_id, sub_gig_id, delivery_id, note, review_id, at`, where: ofAuthor, why: "eraseNotes"},
		{name: "requirement_answers", mine: `project_id, key, value, file, answered_at`, where: ofActor,
			erase: `UPDATE requirement_answers SET value = CASE WHEN value = '' THEN '' ELSE '(erased)' END WHERE actor_id = $1`, why: "files: eraseFiles"},
		{name: "project_references", why: "eraseFiles"},
		{name: "plans", why: "erasePlans"},
		{name: "plan_drafts", erase: `DELETE FROM plan_drafts WHERE applied = 0 AND ` + theirDraft, why: "others: erasePlans"},
		{name: "rankings", erase: `DELETE FROM rankings WHERE inputs LIKE '%"' || $1 || '"%'`},
		{name: "ratings", mine: `project_id, sub_gig_id, stars, at`, where: ofSeller, why: "ids and stars"},
		{name: "events", mine: `project_id, seq, kind, sub_gig_id, detail, at`, where: ofActor, why: "ids"},
		{name: "ledger_transactions", mine: `project_id, seq, key, kind, sub_gig_id, currency, minor, at`, where: ofSeller, why: "ids: the ledger keeps the pseudonym"},
		{name: "audit_log", mine: `seq, at, operation, about, status, address, reason`, where: ofActor,
			erase: `UPDATE audit_log SET reason = '', salt = '' WHERE actor_id = $1 OR behalf_id = $1 OR about LIKE '%;' || $1 || ';%'`},
		{name: "commands", why: "eraseCommands"},
		{name: "letters", mine: `id, kind, project_id, sub_gig_id, at, state, ended_at`, where: aboutPerson, erase: `DELETE FROM letters WHERE person_id = $1`, why: "others': eraseLetters"},
		{name: "notices", mine: `id, kind, project_id, sub_gig_id, detail, at, read_at`, where: aboutPerson, erase: `DELETE FROM notices WHERE person_id = $1`},
		{name: "notify_choices", mine: `kind, mail, inside, push, at`, where: aboutPerson, erase: `DELETE FROM notify_choices WHERE person_id = $1`},
		{name: "pushes", erase: `DELETE FROM pushes WHERE subscription_id IN (SELECT id FROM push_subscriptions WHERE person_id = $1)`},
		{name: "push_subscriptions", mine: `id, name, created_at`, where: aboutPerson, erase: `DELETE FROM push_subscriptions WHERE person_id = $1`},
		{name: "calendars", mine: `created_at`, where: aboutPerson, erase: `DELETE FROM calendars WHERE person_id = $1`},
		{name: "sessions", mine: `id, agent, address, created_at, seen_at, expires_at, revoked_at`, where: aboutPerson, erase: `DELETE FROM sessions WHERE person_id = $1`},
		{name: "links", mine: `id, purpose, created_at, expires_at, used_at`, where: aboutPerson, erase: `DELETE FROM links WHERE person_id = $1`},
		{name: "webhook_attempts", erase: `DELETE FROM webhook_attempts WHERE webhook_id IN (SELECT id FROM webhooks WHERE owner_id = $1)`},
		{name: "webhook_places", erase: `DELETE FROM webhook_places WHERE webhook_id IN (SELECT id FROM webhooks WHERE owner_id = $1)`},
		{name: "webhooks", mine: `id, project_id, url, kinds, form, state, created_at, ended_at`, where: ofOwner, erase: `DELETE FROM webhooks WHERE owner_id = $1`},
		{name: "members", mine: `project_id, role, reach, added_at, ended_at`, where: aboutPerson, why: "ids"},
		{name: "credit_consents", mine: `project_id, agrees, at`, where: aboutPerson, erase: `DELETE FROM credit_consents WHERE person_id = $1`},
		{name: "credit_pages", mine: `project_id, created_at`, where: `by_id = $1`, erase: `DELETE FROM credit_pages WHERE by_id = $1`},
		{name: "told", why: "nobody's"}, {name: "instance_keys", why: "nobody's"},
		{name: "exports", why: "ids; archives are named in the answer"},
		{name: "audit_head", why: "nobody's"}, {name: "audits", why: "nobody's"}, {name: "balances", why: "ids"}, {name: "commits", why: "ids"},
		{name: "dependencies", why: "ids"}, {name: "ledger_clearing", why: "ids"}, {name: "ledger_entries", why: "ids"}, {name: "plan_consents", why: "words of the plan"},
		{name: "plan_orders", why: "ids"},
		{name: "leaving_files", why: "nobody's"},
	}
}

// Bonds says what still ties somebody.
func (s *Store) Bonds(ctx context.Context, id project.PersonID) (project.Bonds, error) {
	return readOne(ctx, s, "person "+string(id), scanBonds, selectBonds, id, project.SellerAccount(id), project.ClearingAccount(id))
}

const selectBonds = `SELECT
	(SELECT COUNT(*) FROM sub_gigs WHERE seller_id = $1 AND state NOT IN ('approved', 'cancelled', 'disputed')),
	(SELECT COUNT(*) FROM sub_gigs WHERE seller_id = $1 AND state = 'disputed'),
	(SELECT COUNT(*) FROM balances WHERE account = $3 AND minor > 0)
		+ (SELECT COUNT(*) FROM ledger_clearing c JOIN ledger_transactions t ON t.project_id = c.project_id AND t.key = c.key WHERE t.seller_id = $1 AND t.kind = 'tip'),
	(SELECT COUNT(*) FROM balances WHERE account = $2 AND minor > 0) + (SELECT COUNT(*) FROM payouts WHERE seller_id = $1 AND state IN ('pending', 'sent')),
	(SELECT COUNT(*) FROM projects WHERE (buyer_id = $1 OR producer_id = $1) AND state NOT IN ('completed', 'cancelled'))`

func scanBonds(r row) (b project.Bonds, err error) {
	err = r.Scan(&b.Holds, &b.Disputes, &b.Clearing, &b.Owed, &b.Runs)
	return b, err
}

// ErasePerson replaces everything that says who they are.
func (s *Store) ErasePerson(ctx context.Context, id project.PersonID, at time.Time) (project.Erased, error) {
	var out project.Erased
	err := s.writeWithin(ctx, bulkLimit, "person "+string(id), func(ctx context.Context, t *tx) error {
		was, err := one(ctx, t, scanPerson, `SELECT `+personColumns+` FROM people WHERE id = $1`, id)
		if err != nil {
			return err
		}
		e := project.Erasure{Was: was, At: at}
		if !e.Done() {
			if err := t.erase(ctx, e); err != nil {
				return err
			}
		}
		out, err = t.erased(ctx, e)
		return err
	})
	return out, err
}

func (t *tx) erase(ctx context.Context, e project.Erasure) error {
	id := e.Was.ID
	bonds, err := one(ctx, t, scanBonds, selectBonds, id, project.SellerAccount(id), project.ClearingAccount(id))
	if err == nil {
		err = bonds.Check()
	}
	if err != nil {
		return err
	}
	for _, part := range []func(context.Context, project.Erasure) error{t.eraseManifests, t.eraseDeliveries, t.eraseReviews, t.eraseNotes, t.eraseMessages, t.eraseFiles, t.eraseReel, t.erasePlans, t.eraseLetters, t.eraseCommands} {
		if err := part(ctx, e); err != nil {
			return err
		}
	}
	for _, table := range personTables() {
		if table.erase == "" {
			continue
		}
		if _, err := t.exec(ctx, table.erase, id); err != nil {
			return err
		}
	}
	is := e.Person()
	return t.must(ctx, `UPDATE people SET handle = $2, name = $3, pronunciation = '', language = '', country = '', zone = '', email = '', roles = $4 WHERE id = $1`, id, is.Handle, is.Name, asJSON{is.Roles})
}

// erased names what keeps their name outside the records.
func (t *tx) erased(ctx context.Context, e project.Erasure) (project.Erased, error) {
	const had = ` IN (SELECT project_id FROM offers WHERE seller_id = $1 UNION SELECT id FROM projects WHERE buyer_id = $1 OR producer_id = $1)`
	out := project.Erased{Person: e.Person()}
	var err error
	if out.Exports, err = list(ctx, t, scanText[project.ExportID], `SELECT id FROM exports WHERE state = 'ready' AND project_id`+had+` ORDER BY id`, e.Was.ID); err != nil {
		return out, err
	}
	out.Results, err = list(ctx, t, scanText[project.ArtifactID], `
		SELECT a.id FROM artifacts a WHERE EXISTS (SELECT 1 FROM deliveries d WHERE d.seller_id = $1 AND d.project_id = a.project_id AND a.manifest LIKE '%"' || d.id || '"%')
		ORDER BY a.id`, e.Was.ID)
	return out, err
}

// rewrite reads rows, changes each, and writes those back that have changed. text is the SELECT; its first columns are the key.
func rewrite[T any](ctx context.Context, t *tx, scan func(row) (T, error), text string, id project.PersonID, write func(T) error) error {
	rows, err := list(ctx, t, scan, text, id)
	for i := 0; err == nil && i < len(rows); i++ {
		err = write(rows[i])
	}
	return err
}

func (t *tx) eraseDeliveries(ctx context.Context, e project.Erasure) error {
	return rewrite(ctx, t, scanDelivery, deliverySelect+` WHERE d.seller_id = $1`, e.Was.ID, func(d project.Delivery) error {
		if d.Inspection != nil {
			judged := e.Inspection(*d.Inspection, d.Files)
			if _, err := t.exec(ctx, `UPDATE inspections SET body = $2 WHERE delivery_id = $1`, d.ID, asJSON{judged}); err != nil {
				return err
			}
		}
		_, err := t.exec(ctx, `UPDATE deliveries SET note = '', files = $2 WHERE id = $1`, d.ID, asJSON{e.Files(d.Files)})
		return err
	})
}

// eraseManifests comes before eraseDeliveries: it has to know how the files were named.
func (t *tx) eraseManifests(ctx context.Context, e project.Erasure) error {
	theirs, err := list(ctx, t, scanDelivery, deliverySelect+` WHERE d.seller_id = $1`, e.Was.ID)
	if err != nil {
		return err
	}
	delivered := map[project.DeliveryID][]project.DeliveryFile{}
	for _, d := range theirs {
		delivered[d.ID] = d.Files
	}
	type built struct {
		id       string
		manifest project.Manifest
	}
	scan := func(r row) (b built, err error) {
		err = r.Scan(&b.id, document{&b.manifest})
		return b, err
	}
	return rewrite(ctx, t, scan, `SELECT id, manifest FROM artifacts WHERE project_id IN (SELECT project_id FROM offers WHERE seller_id = $1)`, e.Was.ID, func(b built) error {
		_, err := t.exec(ctx, `UPDATE artifacts SET manifest = $2 WHERE id = $1`, b.id, asJSON{e.Manifest(b.manifest, delivered)})
		return err
	})
}

func (t *tx) eraseReviews(ctx context.Context, e project.Erasure) error {
	scan := func(r row) (v project.Review, err error) {
		err = r.Scan(&v.ID, document{&v.Notes})
		return v, err
	}
	return rewrite(ctx, t, scan, `SELECT id, notes FROM reviews WHERE reviewer_id = $1`, e.Was.ID, func(v project.Review) error {
		_, err := t.exec(ctx, `UPDATE reviews SET notes = $2 WHERE id = $1`, v.ID, asJSON{e.Notes(v.Notes)})
		return err
	})
}

// eraseNotes takes the words of their notes, also out of the lists of changes that were sent with them.
func (t *tx) eraseNotes(ctx context.Context, e project.Erasure) error {
	theirs := map[project.NoteID]bool{}
	err := rewrite(ctx, t, scanNote, `SELECT `+noteColumns+` FROM round_notes WHERE author_id = $1`, e.Was.ID, func(n project.RoundNote) error {
		theirs[n.ID] = true
		_, err := t.exec(ctx, `UPDATE round_notes SET note = $2 WHERE id = $1`, n.ID, asJSON{e.Notes([]project.Note{n.Note})[0]})
		return err
	})
	if err != nil {
		return err
	}
	scan := func(r row) (v project.Review, err error) {
		err = r.Scan(&v.ID, document{&v.Notes}, document{&v.Taken})
		return v, err
	}
	return rewrite(ctx, t, scan, `SELECT id, notes, taken FROM reviews WHERE delivery_id IN (
		SELECT d.id FROM deliveries d JOIN round_notes n ON n.sub_gig_id = d.sub_gig_id WHERE n.author_id = $1)`, e.Was.ID, func(v project.Review) error {
		_, err := t.exec(ctx, `UPDATE reviews SET notes = $2 WHERE id = $1`, v.ID,
			asJSON{e.Taken(v, func(id project.NoteID) bool { return theirs[id] })})
		return err
	})
}

// eraseMessages takes the words of their messages, and their handle out of what others said to them.
func (t *tx) eraseMessages(ctx context.Context, e project.Erasure) error {
	mentioned, named := `%@`+e.Was.Handle+`%`, `%"`+string(e.Was.ID)+`"%`
	found, err := list(ctx, t, scanMessage, `SELECT `+messageColumns+` FROM messages
		WHERE author_id = $1 OR mentions LIKE $2 OR moderation LIKE $2 OR lower(body) LIKE $3`, e.Was.ID, named, mentioned)
	for i := 0; err == nil && i < len(found); i++ {
		m := e.Message(found[i])
		_, err = t.exec(ctx, `UPDATE messages SET body = $2, mentions = $3, files = $4, moderation = $5 WHERE id = $1`, m.ID, m.Text,
			asJSON{m.Mentions}, asJSON{m.Files}, asJSON{m.Moderation})
	}
	if err != nil {
		return err
	}
	return t.eraseMentions(ctx, e, mentioned)
}

// eraseMentions takes their handle out of what messages to them said before, and out of reports of such messages.
func (t *tx) eraseMentions(ctx context.Context, e project.Erasure, like string) error {
	type text struct{ message, which, body string }
	scan := func(r row) (x text, err error) {
		err = r.Scan(&x.message, &x.which, &x.body)
		return x, err
	}
	for table, key := range map[string]string{"message_texts": "version", "message_reports": "reporter_id"} {
		which := `CAST(` + key + ` AS TEXT)`
		found, err := list(ctx, t, scan, `SELECT message_id, `+which+`, body FROM `+table+` WHERE lower(body) LIKE $1`, like)
		for i := 0; err == nil && i < len(found); i++ {
			x := found[i]
			_, err = t.exec(ctx, `UPDATE `+table+` SET body = $3 WHERE message_id = $1 AND `+which+` = $2`, x.message, x.which, e.Mentioned(x.body))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseFiles renames what a buyer has sent up for their projects.
func (t *tx) eraseFiles(ctx context.Context, e project.Erasure) error {
	type place struct {
		project, key string
		file         project.DeliveryFile
	}
	scan := func(r row) (p place, err error) {
		err = r.Scan(&p.project, &p.key, document{&p.file})
		return p, err
	}
	for table, theirs := range map[string]string{"requirement_answers": ofActor, "project_references": `project_id IN (SELECT id FROM projects WHERE buyer_id = $1)`} {
		err := rewrite(ctx, t, scan, `SELECT project_id, key, file FROM `+table+` WHERE file <> '' AND `+theirs, e.Was.ID, func(p place) error {
			p.file.Name = e.File(1, p.file.Name)
			_, err := t.exec(ctx, `UPDATE `+table+` SET file = $3 WHERE project_id = $1 AND key = $2`, p.project, p.key, asJSON{p.file})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// erasePlans looks at the plans that have the handle somewhere in them; a plan refers to people by nothing else.
func (t *tx) erasePlans(ctx context.Context, e project.Erasure) error {
	type version struct {
		project, key string
		plan         project.Plan
	}
	scan := func(r row) (v version, err error) {
		err = r.Scan(&v.project, &v.key, document{&v.plan})
		return v, err
	}
	for table, key := range map[string]string{"plans": "version", "plan_drafts": "key"} {
		named := `%"` + e.Was.Handle + `"%`
		found, err := list(ctx, t, scan, `SELECT project_id, CAST(`+key+` AS TEXT), body FROM `+table+` WHERE body LIKE $1`, named)
		for i := 0; err == nil && i < len(found); i++ {
			v := found[i]
			_, err = t.exec(ctx, `UPDATE `+table+` SET body = $3 WHERE project_id = $1 AND CAST(`+key+` AS TEXT) = $2`, v.project, v.key, asJSON{e.Plan(v.plan)})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseLetters replaces their name in what others are told.
func (t *tx) eraseLetters(ctx context.Context, e project.Erasure) error {
	type letter struct {
		id    string
		facts map[string]string
	}
	scan := func(r row) (l letter, err error) {
		err = r.Scan(&l.id, document{&l.facts})
		return l, err
	}
	return rewrite(ctx, t, scan, `SELECT id, facts FROM letters WHERE person_id <> $1 AND facts <> 'null' AND facts <> '{}'`, e.Was.ID, func(l letter) error {
		if !e.Facts(l.facts) {
			return nil
		}
		_, err := t.exec(ctx, `UPDATE letters SET facts = $2 WHERE id = $1`, l.id, asJSON{l.facts})
		return err
	})
}

// statusGone is what the repeat of a command is answered whose answer named somebody who is erased.
const statusGone = 410

// eraseCommands deletes what they asked for and takes back every answer that names them, or work they had a part in: their words
// may be in it. Commands under way stay, and the one
// that erases is among them.
func (t *tx) eraseCommands(ctx context.Context, e project.Erasure) error {
	if _, err := t.exec(ctx, `DELETE FROM commands WHERE actor_id = $1 AND status <> 0`, e.Was.ID); err != nil {
		return err
	}
	if _, err := t.exec(ctx, `UPDATE commands SET line = '' WHERE actor_id = $1 AND at < $2`, e.Was.ID, micros(e.At)); err != nil {
		return err
	}
	names, err := list(ctx, t, scanText[string], `
		SELECT project_id FROM offers WHERE seller_id = $1 UNION SELECT sub_gig_id FROM offers WHERE seller_id = $1
		UNION SELECT id FROM projects WHERE buyer_id = $1 OR producer_id = $1`, e.Was.ID)
	if err != nil {
		return err
	}
	names = append(names, string(e.Was.ID), e.Was.Handle, e.Was.Name, e.Was.Email)
	return rewrite(ctx, t, scanCommand, `SELECT `+commandColumns+` FROM commands WHERE answer <> '' AND actor_id <> $1`, e.Was.ID, func(c project.CommandRecord) error {
		for _, name := range names {
			if name != "" && strings.Contains(string(c.Answer), name) {
				_, err := t.exec(ctx, `UPDATE commands SET status = $3, answer = '', headers = '{}' WHERE actor_id = $1 AND key = $2`, c.Actor, c.Key, statusGone)
				return err
			}
		}
		return nil
	})
}

// PersonRows gives every row that is theirs.
func (s *Store) PersonRows(ctx context.Context, id project.PersonID) ([]project.RowTable, error) {
	var out []project.RowTable
	err := s.snapshot(ctx, "person "+string(id), func(ctx context.Context, from source) error {
		if _, err := one(ctx, from, scanPerson, `SELECT `+personColumns+` FROM people WHERE id = $1`, id); err != nil {
			return err
		}
		for _, table := range personTables() {
			if table.mine == "" {
				continue
			}
			rows, err := archiveTable{name: table.name}.query(ctx, from, `SELECT `+table.mine+` FROM `+table.name+` WHERE `+table.where, string(id))
			if err != nil {
				return err
			}
			out = append(out, project.RowTable{Name: table.name, Rows: rows})
		}
		return nil
	})
	return out, err
}
