package examples_test

// pages are the sheets of the cook-book, as its four cooks set them, and a sheet of facts.
func pages() map[string][]sheet {
	return map[string][]sheet{
		"pdf-book/deliveries/soup.pdf": {
			{"Caldo verde", []string{
				"Braga, Portugal · for six", "800 g floury potatoes · 1 onion · 2 cloves of garlic · 300 g kale, cut as thin as grass · 150 g chouriço · olive oil · salt",
				"1. Boil potatoes, onion and garlic in two litres of salted water until they fall apart. Mash them in the pot.",
				"2. Fry the chouriço in slices until its fat turns red.", "3. Bring the soup to the boil, drop the kale in, and count to one hundred and twenty. No longer: it has to stay green.",
				"4. Ladle it over the chouriço, with a thread of oil."}},
			{"What goes with it", []string{
				"Broa, the yellow bread of maize and rye. My grandmother tore it; a knife, she said, makes it dry.",
				"Any leftover soup is thicker the next day and better on the third. Do not boil it again, only warm it."}},
		},
		"pdf-book/deliveries/dumplings.pdf": {
			{"Khinkali", []string{
				"Pasanauri, Georgia · forty pieces", "Dough: 1 kg flour · 450 ml water · salt", "Filling: 500 g beef · 300 g pork · 2 onions · coriander · caraway · chilli · 300 ml cold water",
				"1. Knead the dough hard and let it rest for half an hour.", "2. Work the cold water into the minced meat, a cup at a time. This is where the broth comes from.",
				"3. Roll out, cut rounds, fill, and close each with at least nineteen pleats.", "4. Boil in wide water until they have been afloat for five minutes. Pepper, nothing else."}},
		},
		"pdf-book/deliveries/stew.pdf": {
			{"Doro wat", []string{
				"Bahir Dar, Ethiopia · for eight", "1 chicken in pieces · 2 kg red onions · 150 g niter kibbeh · 6 spoons berbere · garlic · ginger · 8 eggs",
				"1. Cook the chopped onions without any fat, stirring, for an hour, until they are a brown jam.", "2. Stir in the spiced butter and the berbere; give it twenty minutes more.",
				"3. Add the chicken and a cup of water; simmer for three quarters of an hour.", "4. Score the boiled eggs and let them sit in the sauce."}},
			{"Berbere", []string{
				"Dry chillies, roasted in an empty pan · fenugreek · coriander seed · black cardamom · nigella · ajwain · clove · cinnamon · dried ginger · salt",
				"Grind it coarse, keep it dark. Every house has its own, and every house is right."}},
		},
		"pdf-book/deliveries/dessert.pdf": {
			{"Suspiro limeño", []string{
				"Lima, Peru · for ten small glasses", "1 tin of condensed milk · 1 tin of evaporated milk · 5 yolks · 3 whites · 200 g sugar · 100 ml port · cinnamon",
				"1. Stir both milks over a low flame until the spoon leaves a road on the ground of the pot.", "2. Off the fire, beat in the yolks. Fill the glasses half.",
				"3. Boil sugar and port to a thread, pour it into the beaten whites, and beat until cold.", "4. A peak on each glass, and cinnamon. It is called a lady's sigh; it is gone as fast."}},
		},
		"bundle/deliveries/facts.pdf": {
			{"The light of Cabo Raso", []string{
				"Built 1915 · height of the tower 13 m · light 22 m above the sea · seen for 9 nautical miles",
				"The house of the keepers is a studio for sound since last spring: two rooms, one bed, no telephone.",
				"Open days: every first Sunday of the month, from April to October, ten to five.", "Contact: press office, Rua do Farol 3, Cascais"}},
		},
	}
}
