package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
)

// DAWprojectFiles gives project.xml and metadata.xml of DAWproject 1.0. In a container of their own the paths of the clips
// are within it; outside, they lead from the folder of the .dawproject file to where the media lie.
func DAWprojectFiles(s Session, external bool) []File {
	return []File{{"project.xml", document(dawProject(s, external))}, {"metadata.xml", document(dawMeta(s))}}
}

func document(v any) []byte {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", "  ")
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("export: the types of this package cannot be written as XML: %v", err)) // they have no such fields
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// The elements of project.xml, their members in the order that the schema asks for.
type (
	dawDocument struct {
		XMLName     xml.Name       `xml:"Project"`
		Version     string         `xml:"version,attr"`
		Application dawApplication `xml:"Application"`
		Transport   dawTransport   `xml:"Transport"`
		Tracks      []dawTrack     `xml:"Structure>Track"`
		Arrangement dawArrangement `xml:"Arrangement"`
	}
	dawApplication struct {
		Name    string `xml:"name,attr"`
		Version string `xml:"version,attr"`
	}
	dawTransport struct {
		Tempo     dawReal      `xml:"Tempo"`
		Signature dawSignature `xml:"TimeSignature"`
	}
	dawReal struct {
		ID    string `xml:"id,attr"`
		Name  string `xml:"name,attr,omitempty"`
		Max   string `xml:"max,attr,omitempty"`
		Min   string `xml:"min,attr,omitempty"`
		Unit  string `xml:"unit,attr"`
		Value string `xml:"value,attr"`
	}
	dawBool struct {
		ID    string `xml:"id,attr"`
		Name  string `xml:"name,attr,omitempty"`
		Value bool   `xml:"value,attr"`
	}
	dawSignature struct {
		ID          string `xml:"id,attr"`
		Denominator int    `xml:"denominator,attr"`
		Numerator   int    `xml:"numerator,attr"`
	}
	dawTrack struct {
		ID      string     `xml:"id,attr"`
		Name    string     `xml:"name,attr"`
		Content string     `xml:"contentType,attr"`
		Loaded  bool       `xml:"loaded,attr"`
		Channel dawChannel `xml:"Channel"`
	}
	dawChannel struct {
		ID            string  `xml:"id,attr"`
		AudioChannels int     `xml:"audioChannels,attr"`
		Destination   string  `xml:"destination,attr,omitempty"`
		Role          string  `xml:"role,attr"`
		Mute          dawBool `xml:"Mute"`
		Pan           dawReal `xml:"Pan"`
		Volume        dawReal `xml:"Volume"`
	}
	dawArrangement struct {
		ID      string      `xml:"id,attr"`
		Lanes   dawLanes    `xml:"Lanes"`
		Markers *dawMarkers `xml:"Markers"`
	}
	dawLanes struct {
		ID       string     `xml:"id,attr"`
		TimeUnit string     `xml:"timeUnit,attr,omitempty"`
		Track    string     `xml:"track,attr,omitempty"`
		Lanes    []dawLanes `xml:"Lanes"`
		Clips    *dawClips  `xml:"Clips"`
	}
	dawClips struct {
		ID    string    `xml:"id,attr"`
		Clips []dawClip `xml:"Clip"`
	}
	dawClip struct {
		Name        string    `xml:"name,attr"`
		Time        string    `xml:"time,attr"`
		Duration    string    `xml:"duration,attr"`
		ContentUnit string    `xml:"contentTimeUnit,attr"`
		PlayStart   string    `xml:"playStart,attr"`
		PlayStop    string    `xml:"playStop,attr"`
		FadeUnit    string    `xml:"fadeTimeUnit,attr,omitempty"`
		FadeIn      string    `xml:"fadeInTime,attr,omitempty"`
		FadeOut     string    `xml:"fadeOutTime,attr,omitempty"`
		Audio       *dawMedia `xml:"Audio"`
		Video       *dawMedia `xml:"Video"`
	}
	dawMedia struct {
		ID       string  `xml:"id,attr"`
		Channels int     `xml:"channels,attr"`
		Rate     int     `xml:"sampleRate,attr"`
		Duration string  `xml:"duration,attr"`
		File     dawFile `xml:"File"`
	}
	dawFile struct {
		Path     string `xml:"path,attr"`
		External bool   `xml:"external,attr,omitempty"`
	}
	dawMarkers struct {
		ID      string      `xml:"id,attr"`
		Markers []dawMarker `xml:"Marker"`
	}
	dawMarker struct {
		Name string `xml:"name,attr"`
		Time string `xml:"time,attr"`
	}
	dawMetaData struct {
		XMLName xml.Name `xml:"MetaData"`
		Title   string   `xml:"Title"`
		Comment string   `xml:"Comment,omitempty"`
	}
)

// decimal writes a number in the fewest digits that give the same number again.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// dawIDs numbers the elements of one document.
type dawIDs int

func (n *dawIDs) next() string { *n++; return fmt.Sprintf("id%d", *n-1) }

func dawProject(s Session, external bool) dawDocument {
	var ids dawIDs
	d := dawDocument{Version: "1.0", Application: dawApplication{"Tutti", "1"}, Transport: dawTransport{
		Tempo:     dawReal{ID: ids.next(), Name: "Tempo", Max: "666", Min: "20", Unit: "bpm", Value: "120"},
		Signature: dawSignature{ID: ids.next(), Denominator: 4, Numerator: 4}}}
	master := dawTrack{ID: ids.next(), Name: "Master", Content: "audio", Loaded: true, Channel: channel(&ids, "master", "", 1, 0, 2)}
	d.Arrangement = dawArrangement{ID: ids.next(), Lanes: dawLanes{ID: ids.next(), TimeUnit: "seconds"}}
	for _, c := range s.Clips {
		content := "audio"
		if silent(c) {
			content = "video"
		}
		track := dawTrack{ID: ids.next(), Name: c.Name, Content: content, Loaded: true,
			Channel: channel(&ids, "regular", master.Channel.ID, c.linear(), c.Pan, max(1, c.Channels))}
		d.Tracks = append(d.Tracks, track)
		d.Arrangement.Lanes.Lanes = append(d.Arrangement.Lanes.Lanes, dawLanes{ID: ids.next(), Track: track.ID,
			Clips: &dawClips{ID: ids.next(), Clips: []dawClip{dawClipOf(&ids, c, external)}}})
	}
	d.Tracks = append(d.Tracks, master)
	if len(s.Markers) > 0 {
		d.Arrangement.Markers = &dawMarkers{ID: ids.next()}
	}
	for _, m := range s.Markers {
		d.Arrangement.Markers.Markers = append(d.Arrangement.Markers.Markers, dawMarker{m.Text, decimal(seconds(m.At))})
	}
	return d
}

// channel writes pan as the format wants it: 0 left, 0.5 middle, 1 right.
func channel(ids *dawIDs, role, to string, volume, pan float64, channels int) dawChannel {
	return dawChannel{ID: ids.next(), AudioChannels: channels, Destination: to, Role: role, Mute: dawBool{ids.next(), "Mute", false},
		Pan:    dawReal{ID: ids.next(), Name: "Pan", Max: "1", Min: "0", Unit: "normalized", Value: decimal((pan + 1) / 2)},
		Volume: dawReal{ID: ids.next(), Name: "Volume", Max: "4", Min: "0", Unit: "linear", Value: decimal(volume)}}
}

func dawClipOf(ids *dawIDs, c Clip, external bool) dawClip {
	stop := decimal(seconds(c.Skip + c.Samples))
	clip := dawClip{Name: c.Name, Time: decimal(c.Seconds()), Duration: decimal(seconds(c.Samples)), ContentUnit: "seconds", PlayStart: decimal(seconds(c.Skip)), PlayStop: stop}
	if c.FadeIn > 0 || c.FadeOut > 0 {
		clip.FadeUnit, clip.FadeIn, clip.FadeOut = "seconds", decimal(seconds(c.FadeIn)), decimal(seconds(c.FadeOut))
	}
	media := &dawMedia{ID: ids.next(), Channels: max(1, c.Channels), Rate: max(1, c.Rate), Duration: stop, File: dawFile{c.Path, external}}
	if silent(c) {
		clip.Video = media
	} else {
		clip.Audio = media
	}
	return clip
}

// silent reports whether a clip is pictures alone. Of a film with sound these tools take the sound.
func silent(c Clip) bool { return c.Video && !c.Sound }

func dawMeta(s Session) dawMetaData {
	m := dawMetaData{Title: line(s.Title)}
	for i, c := range s.Credits {
		if i > 0 {
			m.Comment += "; "
		}
		m.Comment += line(c.Role) + ": " + line(c.Name)
	}
	return m
}
