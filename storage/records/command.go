package records

import (
	"context"
	"encoding/base64"

	"tutti/project"
)

const commandColumns = `actor_id, key, request, seed, at, status, answer, headers`

func scanCommand(r row) (c project.CommandRecord, err error) {
	var answer string
	if err = r.Scan(&c.Actor, &c.Key, &c.Request, &c.Seed, instant{&c.At}, &c.Status, &answer, document{&c.AnswerHdr}); err != nil {
		return c, err
	}
	if answer != "" {
		c.Answer, err = base64.StdEncoding.DecodeString(answer)
	}
	return c, err
}

// BeginCommand records the command unless it is there, and gives the stored one.
func (s *Store) BeginCommand(ctx context.Context, c project.CommandRecord) (project.CommandRecord, error) {
	var stored project.CommandRecord
	err := s.write(ctx, "command "+c.Key, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `
			INSERT INTO commands (`+commandColumns+`, line) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (actor_id, key) DO NOTHING`,
			c.Actor, c.Key, c.Request, c.Seed, micros(c.At), c.Status, base64.StdEncoding.EncodeToString(c.Answer), asJSON{c.AnswerHdr}, lineOf(c))
		if err != nil {
			return err
		}
		stored, err = one(ctx, t, scanCommand, `SELECT `+commandColumns+` FROM commands WHERE actor_id = $1 AND key = $2`, c.Actor, c.Key)
		return err
	})
	return stored, err
}

// lineOf is what stands in the row for the audit log; empty when it will say nothing.
func lineOf(c project.CommandRecord) any {
	if c.Line.Operation == "" {
		return ""
	}
	return asJSON{c.Line}
}

// EndCommand keeps the answer; the first answer counts, and is told in the audit log.
func (s *Store) EndCommand(ctx context.Context, c project.CommandRecord) error {
	return s.write(ctx, "command "+c.Key, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, `UPDATE commands SET status = $3, answer = $4, headers = $5, line = '' WHERE actor_id = $1 AND key = $2 AND status = 0`,
			c.Actor, c.Key, c.Status, base64.StdEncoding.EncodeToString(c.Answer), asJSON{c.AnswerHdr})
		switch {
		case err != nil:
			return err
		case n == 1 && c.Line.Operation != "":
			return t.appendAudit(ctx, []project.AuditLine{c.Line})
		case n == 1:
			return nil
		}
		_, err = one(ctx, t, scanNumber, `SELECT status FROM commands WHERE actor_id = $1 AND key = $2`, c.Actor, c.Key)
		return err
	})
}
