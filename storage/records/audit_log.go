package records

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"tutti/project"
)

const auditLineColumns = `seq, at, actor_id, behalf_id, token_id, operation, about, status, request_id, address, changes, reason, reason_hash, salt, hash`

func auditLineRow(l project.AuditLine) []any {
	return []any{l.Seq, micros(l.At), l.Actor, l.Behalf, l.Token, l.Operation, joined(l.About), l.Status, l.Request, l.Address, asJSON{l.Changes},
		l.Reason, l.Sealed, l.Salt, l.Hash}
}

func scanAuditLine(r row) (l project.AuditLine, err error) {
	var about string
	err = r.Scan(&l.Seq, instant{&l.At}, &l.Actor, &l.Behalf, &l.Token, &l.Operation, &about, &l.Status, &l.Request, &l.Address, document{&l.Changes},
		&l.Reason, &l.Sealed, &l.Salt, &l.Hash)
	l.About = parted(about)
	return l, err
}

// joined writes ;a;b; and parted reads it; none is empty.
func joined(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ";" + strings.Join(ids, ";") + ";"
}

func parted(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.Trim(text, ";"), ";")
}

// within is what finds an id in a joined text; nothing for no id.
func within(id string) string {
	if id == "" {
		return ""
	}
	return `%;` + strings.ReplaceAll(id, `%`, ``) + `;%`
}

// AppendAudit seals the lines behind the newest one.
func (s *Store) AppendAudit(ctx context.Context, lines []project.AuditLine) error {
	return s.write(ctx, "audit log", func(ctx context.Context, t *tx) error { return t.appendAudit(ctx, lines) })
}

// appendAudit takes three statements. The first waits for whoever else appends, until their transaction has ended; so it comes
// late in a transaction that does other things too.
func (t *tx) appendAudit(ctx context.Context, lines []project.AuditLine) error {
	if len(lines) == 0 {
		return nil
	}
	head, err := one(ctx, t, scanAuditHead, `UPDATE audit_head SET seq = seq + $1 WHERE id = 1 RETURNING seq, hash, forgotten, forgotten_hash`, len(lines))
	if err != nil {
		return err
	}
	first := head.Seq - int64(len(lines)) + 1
	rows := make([][]any, 0, len(lines))
	for i, l := range lines {
		l.Seq = first + int64(i)
		l.Hash = l.HashAfter(head.Hash)
		head.Hash = l.Hash
		rows = append(rows, auditLineRow(l))
	}
	if _, err := t.insert(ctx, `INSERT INTO audit_log (`+auditLineColumns+`)`, rows, ``); err != nil {
		return err
	}
	return t.must(ctx, `UPDATE audit_head SET hash = $1 WHERE id = 1`, head.Hash)
}

func scanAuditHead(r row) (h project.AuditHead, err error) {
	err = r.Scan(&h.Seq, &h.Hash, &h.Forgotten, &h.ForgottenHash)
	return h, err
}

// AuditHead gives what the log has to end with.
func (s *Store) AuditHead(ctx context.Context) (project.AuditHead, error) {
	return readOne(ctx, s, "audit log", scanAuditHead, `SELECT seq, hash, forgotten, forgotten_hash FROM audit_head WHERE id = 1`)
}

// AuditLines lists the log.
func (s *Store) AuditLines(ctx context.Context, filter project.AuditFilter, page project.Page) ([]project.AuditLine, error) {
	var where conditions
	where.add(`actor_id = ?`, string(filter.Actor))
	where.add(`operation = ?`, filter.Operation)
	where.add(`(about || ';' || behalf_id || ';') LIKE ?`, within(filter.About))
	order, beyond, first := ` DESC`, `seq < `, int64(math.MaxInt64)
	if filter.Oldest {
		order, beyond, first = ``, `seq > `, 0
	}
	after, err := numberAfter(page.After, first)
	if err != nil {
		return nil, err
	}
	n := strconv.Itoa(len(where.args) + 1)
	args := append(where.args, after)
	return readList(ctx, s, "audit log", scanAuditLine, `
		SELECT `+auditLineColumns+` FROM audit_log WHERE `+beyond+`$`+n+where.text+` ORDER BY seq`+order+` LIMIT `+strconv.FormatInt(limitOf(page.Limit), 10), args...)
}

// LoseCommands writes a line for commands that were begun before the time and have no end.
func (s *Store) LoseCommands(ctx context.Context, before time.Time, limit int) (int, error) {
	n := 0
	err := s.write(ctx, "commands", func(ctx context.Context, t *tx) error {
		scan := func(r row) (c project.CommandRecord, err error) {
			err = r.Scan(&c.Actor, &c.Key, document{&c.Line})
			return c, err
		}
		lost, err := list(ctx, t, scan, `
			SELECT actor_id, key, line FROM commands WHERE at < $1 AND status = 0 AND line <> '' ORDER BY at, actor_id, key LIMIT $2`, micros(before), limitOf(limit))
		if err != nil {
			return err
		}
		var lines []project.AuditLine
		for _, c := range lost {
			done, err := t.exec(ctx, `UPDATE commands SET line = '' WHERE actor_id = $1 AND key = $2 AND status = 0 AND line <> ''`, c.Actor, c.Key)
			if err != nil {
				return err
			}
			if done == 1 { // it has not ended meanwhile, and nobody else has lost it
				c.Line.Status = project.AuditLost
				lines = append(lines, c.Line)
			}
		}
		n = len(lines)
		return t.appendAudit(ctx, lines)
	})
	return n, err
}

// forgetAudit deletes the oldest lines, and keeps in the head what the chain then begins behind. It takes the head first, as whoever
// appends does.
func (s *Store) forgetAudit(ctx context.Context, before time.Time, limit int) (int, error) {
	n := 0
	err := s.write(ctx, "audit log", func(ctx context.Context, t *tx) error {
		n = 0
		head, err := one(ctx, t, scanAuditHead, `UPDATE audit_head SET seq = seq WHERE id = 1 RETURNING seq, hash, forgotten, forgotten_hash`)
		if err != nil {
			return err
		}
		oldest, err := list(ctx, t, scanAuditLine, `SELECT `+auditLineColumns+` FROM audit_log WHERE seq > $1 ORDER BY seq LIMIT $2`, head.Forgotten, limitOf(limit))
		if err != nil {
			return err
		}
		for _, l := range oldest {
			if !l.At.Before(before) {
				break
			}
			head.Forgotten, head.ForgottenHash = l.Seq, l.Hash
		}
		if n, err = t.exec(ctx, `DELETE FROM audit_log WHERE seq <= $1`, head.Forgotten); err != nil || n == 0 {
			return err
		}
		return t.must(ctx, `UPDATE audit_head SET forgotten = $1, forgotten_hash = $2 WHERE id = 1`, head.Forgotten, head.ForgottenHash)
	})
	return n, err
}
