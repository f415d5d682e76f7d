package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"tutti/project"
)

// maxDepth is how deep objects and lists of a body may lie in each other. The deepest that is asked for has five.
const maxDepth = 32

// checkJSON refuses a body that is read in two ways, with the same key twice in one object, and one that is nested without sense. A body
// that is no JSON passes: whoever reads it says so.
func checkJSON(body []byte) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	err := walk(d, "body", 0)
	var found *project.Error
	if errors.As(err, &found) {
		return err
	}
	return nil
}

// walk reads one value; at is its place.
func walk(d *json.Decoder, at string, depth int) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	opens, ok := token.(json.Delim)
	switch {
	case !ok:
		return nil
	case depth == maxDepth:
		return faultAt(at, "is nested deeper than "+strconv.Itoa(maxDepth))
	case opens == '{':
		return walkObject(d, at, depth)
	case opens == '[':
		return walkList(d, at, depth)
	}
	return io.ErrUnexpectedEOF
}

func walkObject(d *json.Decoder, at string, depth int) error {
	seen := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string) // the decoder takes nothing else here
		within := at + "." + key
		if at == "body" {
			within = key
		}
		if seen[key] {
			return faultAt(within, "is there twice")
		}
		seen[key] = true
		if err := walk(d, within, depth+1); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func walkList(d *json.Decoder, at string, depth int) error {
	for n := 0; d.More(); n++ {
		if err := walk(d, at+"["+strconv.Itoa(n)+"]", depth+1); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// maxPlace is how much of a place is told: the keys in it are the sender's.
const maxPlace = 200

func faultAt(place, message string) error {
	if runes := []rune(place); len(runes) > maxPlace {
		place = "…" + string(runes[len(runes)-maxPlace:])
	}
	return &project.Error{Code: project.Invalid, Message: "the body cannot be taken as it is", Fields: []project.Field{{Path: place, Message: message}}}
}
