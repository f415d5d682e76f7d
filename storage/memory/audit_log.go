package memory

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"tutti/project"
)

// auditLog is the log of the instance, without the lines that were forgotten.
type auditLog struct {
	head  project.AuditHead
	lines []project.AuditLine
}

func (a *auditLog) add(lines ...project.AuditLine) {
	for _, l := range lines {
		a.head.Seq++
		l.Seq, l.At = a.head.Seq, stored(l.At)
		l.Hash = l.HashAfter(a.head.Hash)
		a.head.Hash = l.Hash
		a.lines = append(a.lines, kept(l))
	}
}

// AppendAudit seals the lines behind the newest one.
func (r *Records) AppendAudit(ctx context.Context, lines []project.AuditLine) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	r.auditLog.add(lines...)
	return nil
}

// AuditHead gives what the log has to end with.
func (r *Records) AuditHead(ctx context.Context) (project.AuditHead, error) {
	if err := r.enter(ctx); err != nil {
		return project.AuditHead{}, err
	}
	defer r.mu.Unlock()
	return r.auditLog.head, nil
}

// AuditLines lists the log.
func (r *Records) AuditLines(ctx context.Context, filter project.AuditFilter, page project.Page) ([]project.AuditLine, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	first := int64(math.MaxInt64)
	if filter.Oldest {
		first = 0
	}
	after, err := numberAfter(page.After, first)
	if err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(slices.Clone(r.auditLog.lines), func(l project.AuditLine) bool {
		beyond := l.Seq < after
		if filter.Oldest {
			beyond = l.Seq > after
		}
		about := filter.About == "" || slices.Contains(l.About, filter.About) || string(l.Behalf) == filter.About
		return !beyond || !about || filter.Actor != "" && l.Actor != filter.Actor || filter.Operation != "" && l.Operation != filter.Operation
	})
	if !filter.Oldest {
		slices.Reverse(found)
	}
	return keptAll(firstOf(found, page.Limit)), nil
}

// LoseCommands writes a line for commands that were begun before the time and have no end.
func (r *Records) LoseCommands(ctx context.Context, before time.Time, limit int) (int, error) {
	if err := r.enter(ctx); err != nil {
		return 0, err
	}
	defer r.mu.Unlock()
	var lost []project.CommandRecord
	for _, c := range r.commands {
		if c.Status == 0 && c.At.Before(before) && c.Line.Operation != "" {
			lost = append(lost, c)
		}
	}
	slices.SortFunc(lost, func(a, b project.CommandRecord) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Key, b.Key))
	})
	lost = firstOf(lost, limit)
	for _, c := range lost {
		line := c.Line
		line.Status = project.AuditLost
		r.auditLog.add(line)
		c.Line = project.AuditLine{}
		r.commands[commandKey{c.Actor, c.Key}] = c
	}
	return len(lost), nil
}
