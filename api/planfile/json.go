package planfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"sort"
	"unicode/utf8"
)

// looksLikeJSON tells JSON from YAML in flow style, which also begins with a brace: the first key is in quotes.
func looksLikeJSON(data []byte) bool {
	inside := bytes.TrimLeft(bytes.TrimSpace(data)[1:], " \t\r\n")
	return len(inside) > 0 && (inside[0] == '"' || inside[0] == '}')
}

func jsonTree(data []byte) (*node, error) {
	j := jsonReader{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	j.dec.UseNumber()
	for i, c := range data {
		if c == '\n' {
			j.lines = append(j.lines, i+1)
		}
	}
	root, err := j.read(0)
	if err != nil {
		return nil, j.fault(err)
	}
	if _, err := j.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, syntaxFault(j.place(j.start()), "there is more after the end of the plan")
	}
	return root, nil
}

// jsonReader turns JSON into nodes, token by token, so that it knows where each stands.
type jsonReader struct {
	data  []byte
	dec   *json.Decoder
	lines []int // where lines begin, from the second on
	total int
}

// start gives the offset of the next token.
func (j *jsonReader) start() int {
	at := int(j.dec.InputOffset())
	for at < len(j.data) && bytes.IndexByte([]byte(" \t\r\n,:"), j.data[at]) >= 0 {
		at++
	}
	return at
}

func (j *jsonReader) place(offset int) place {
	offset = min(offset, len(j.data))
	line := sort.SearchInts(j.lines, offset+1)
	begin := 0
	if line > 0 {
		begin = j.lines[line-1]
	}
	return place{line + 1, utf8.RuneCount(j.data[begin:offset]) + 1}
}

func (j *jsonReader) fault(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return syntaxFault(j.place(max(0, int(syntax.Offset)-1)), syntax.Error())
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return syntaxFault(j.place(len(j.data)), "the JSON ends too early")
	}
	return err
}

func (j *jsonReader) read(depth int) (*node, error) {
	at := j.place(j.start())
	if j.total++; depth > maxDepth || j.total > maxNodes {
		return nil, syntaxFault(at, "the plan is nested too deeply or has too many values")
	}
	t, err := j.dec.Token()
	if err != nil {
		return nil, err
	}
	switch t := t.(type) {
	case nil:
		return &node{kind: null, weight: 1, place: at}, nil
	case string:
		return &node{text: t, quoted: true, weight: 1, place: at}, nil
	case json.Number:
		return &node{text: t.String(), weight: 1, place: at}, nil
	case bool:
		return &node{text: map[bool]string{true: "true", false: "false"}[t], weight: 1, place: at}, nil
	}
	if t == json.Delim('[') {
		return j.list(at, depth)
	}
	return j.table(at, depth)
}

func (j *jsonReader) list(at place, depth int) (*node, error) {
	out := &node{kind: list, place: at}
	for j.dec.More() {
		item, err := j.read(depth + 1)
		if err != nil {
			return nil, err
		}
		out.items = append(out.items, item)
	}
	_, err := j.dec.Token()
	return out, err
}

func (j *jsonReader) table(at place, depth int) (*node, error) {
	out := &node{kind: table, place: at}
	for j.dec.More() {
		here := j.place(j.start())
		name, err := j.dec.Token()
		if err != nil {
			return nil, err
		}
		value, err := j.read(depth + 1)
		if err != nil {
			return nil, err
		}
		text, _ := name.(string)
		out.fields = append(out.fields, field{name: text, value: value, place: here})
	}
	_, err := j.dec.Token()
	return out, err
}
