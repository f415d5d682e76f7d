package memory

import "tutti/project"

func (r *Records) addNotices(notices []project.Notice) {
	for _, n := range notices {
		if _, there := r.notices[n.ID]; !there {
			n.At, n.ReadAt = stored(n.At), stored(n.ReadAt)
			r.notices[n.ID] = n
		}
	}
}
