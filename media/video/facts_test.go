package video

import (
	"encoding/json"
	"testing"
)

// FuzzFacts: whatever ffprobe is made to say of a file, its facts are ones that can be reckoned with and written down.
func FuzzFacts(f *testing.F) {
	f.Add([]byte(`{"format":{"duration":"4.0","start_time":"0.0"},"streams":[{"codec_type":"video","codec_name":"h264","width":64,"height":48,"avg_frame_rate":"25/1","nb_frames":"100"},{"codec_type":"audio","codec_name":"aac","sample_rate":"48000","channels":2}]}`))
	f.Add([]byte(`{"format":{"duration":"NaN","start_time":"-Inf"},"streams":[{"codec_type":"video","codec_name":"h264","width":64,"height":48,"sample_aspect_ratio":"0:1","avg_frame_rate":"0/0","nb_frames":"-1"}]}`))
	f.Fuzz(func(t *testing.T, said []byte) {
		var p probed
		if json.Unmarshal(said, &p) != nil {
			return
		}
		facts := Facts{Format: "mp4"}
		if facts.take(p) != nil {
			return
		}
		aspect := facts.PixelAspect.PerSecond()
		if !(facts.Seconds >= 0) || facts.Pictures < 0 || facts.Width < 2 || facts.Width > maxSide || facts.Height < 2 || facts.Height > maxSide || !(aspect >= 0.1 && aspect <= 10) {
			t.Errorf("%s reads as %+v", said, facts)
		}
		if _, err := json.Marshal(facts); err != nil {
			t.Errorf("%s: %v", said, err)
		}
	})
}
