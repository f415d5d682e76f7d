package score

func marcus() Player {
	return Player{"marcus", "Marcus Thibodeaux", "US", "New Orleans", "America/Chicago"}
}
func renee() Player {
	return Player{"renee", "Renée Baptiste-Ames", "US", "Oakland", "America/Los_Angeles"}
}
func gulsen() Player {
	return Player{"gulsen", "Gülşen Akıncı", "TR", "İstanbul", "Europe/Istanbul"}
}
func caglar() Player {
	return Player{"caglar", "Çağlar Özdoğan", "TR", "İzmir", "Europe/Istanbul"}
}
func kathe() Player { return Player{"kathe", "Käthe Löffler", "DE", "Köln", "Europe/Berlin"} }
func jorg() Player  { return Player{"jorg", "Jörg Wüstenhagen", "DE", "Leipzig", "Europe/Berlin"} }
func lua() Player   { return Player{"lua", "Luã Conceição", "BR", "Salvador", "America/Bahia"} }
func thais() Player {
	return Player{"thais", "Thaís Araújo", "BR", "São Paulo", "America/Sao_Paulo"}
}
func yoel() Player {
	return Player{"yoel", "Yoel Peñalver", "CU", "Santiago de Cuba", "America/Havana"}
}
func idalmis() Player {
	return Player{"idalmis", "Idalmis Céspedes Núñez", "CU", "La Habana", "America/Havana"}
}
func kenta() Player  { return Player{"kenta", "Kenta Ōmori", "JP", "Sado", "Asia/Tokyo"} }
func haruka() Player { return Player{"haruka", "Haruka Ishizaki", "JP", "Kyōto", "Asia/Tokyo"} }
func seydou() Player { return Player{"seydou", "Seydou Kouyaté", "ML", "Bamako", "Africa/Bamako"} }
func aminata() Player {
	return Player{"aminata", "Aminata Dembélé", "ML", "Sikasso", "Africa/Bamako"}
}
func karim() Player {
	return Player{"karim", "Karīm ʿAbd an-Nūr", "EG", "Alexandria", "Africa/Cairo"}
}
func yasmin() Player {
	return Player{"yasmin", "Yāsmīn Ḥelmī", "EG", "Cairo", "Africa/Cairo"}
}
func malgorzata() Player {
	return Player{"malgorzata", "Małgorzata Wąsik", "PL", "Kraków", "Europe/Warsaw"}
}
func lukasz() Player { return Player{"lukasz", "Łukasz Grzęda", "PL", "Łódź", "Europe/Warsaw"} }
func oisin() Player  { return Player{"oisin", "Oisín Ó Cléirigh", "IE", "Corcaigh", "Europe/Dublin"} }
func sadhbh() Player {
	return Player{"sadhbh", "Sadhbh Ní Fhloinn", "IE", "Gaillimh", "Europe/Dublin"}
}
func stoyan() Player { return Player{"stoyan", "Stoyan Vălčev", "BG", "Sofia", "Europe/Sofia"} }
func desislava() Player {
	return Player{"desislava", "Desislava Ilčeva", "BG", "Plovdiv", "Europe/Sofia"}
}
func thandeka() Player {
	return Player{"thandeka", "Thandeka Mkhize", "ZA", "eThekwini", "Africa/Johannesburg"}
}
func bongani() Player {
	return Player{"bongani", "Bongani Nxumalo", "ZA", "Johannesburg", "Africa/Johannesburg"}
}

// Conduct is what a standby does when the offer comes.
type Conduct string

const (
	// Declines answers the offer with a reason.
	Declines Conduct = "declines"
	// StaysSilent lets the offer expire.
	StaysSilent Conduct = "stays silent"
	// TakesOver accepts and delivers.
	TakesOver Conduct = "takes over"
)

// Standby is a person who may be asked for a part besides the one who plays it in Parts.
type Standby struct {
	Player
	Part    string // key of the part
	Conduct Conduct
	Answer  string // in their words, empty for the silent one
}

// Standbys are three further people: one declines, one never answers, one takes over.
func Standbys() []Standby {
	return []Standby{
		{Player{"sigridur", "Sigríður Þórsdóttir", "IS", "Reykjavík", "Atlantic/Reykjavik"}, "viola", Declines,
			"Lovely piece, but I am on tour until the end of the month. Ask me next time!"},
		{Player{"matias", "Matías Ibáñez", "AR", "Rosario", "America/Argentina/Buenos_Aires"}, "trombone", StaysSilent, ""},
		{Player{"khue", "Nguyễn Minh Khuê", "VN", "Huế", "Asia/Ho_Chi_Minh"}, "flute", TakesOver,
			"I have the brief and the guide, thank you. You will have the flute tonight, my time."},
	}
}
