package account

import "testing"

// Vectors of the reference implementation, phc-winner-argon2 src/test.c.
func TestHashMatchesReference(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, hash string }{
		{"one lane", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"},
		{"two lanes", "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"},
		{"the largest memory allowed", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h, err := parseHash(tt.hash)
			if err != nil {
				t.Fatalf("parse: %v", err)
			}
			if !h.matches("password") {
				t.Error("right password: got no match, want one")
			}
			if h.matches("passwore") {
				t.Error("wrong password: got a match, want none")
			}
		})
	}
}

func TestHashRoundTrip(t *testing.T) {
	t.Parallel()
	one, other := hashPassword("gặt lúa 26"), hashPassword("gặt lúa 26")
	if one.String() == other.String() {
		t.Error("two hashes of a password: got the same, want other salts")
	}
	h, err := parseHash(one.String())
	if err != nil {
		t.Fatalf("parse %s: %v", one, err)
	}
	if decomposed := "ga\u0323\u0306t lu\u0301a 26"; !h.matches(decomposed) {
		t.Error("the same password of another keyboard: got no match, want one")
	}
	if emptyHash().matches("") {
		t.Error("the hash of nobody: got a match, want none")
	}
}

func TestParseHashRefuses(t *testing.T) {
	t.Parallel()
	const salt, key = "c29tZXNhbHQ", "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
	for _, tt := range []struct{ name, hash string }{
		{"empty", ""},
		{"another algorithm", "$argon2i$v=19$m=256,t=2,p=1$" + salt + "$" + key},
		{"an older version", "$argon2id$v=16$m=256,t=2,p=1$" + salt + "$" + key},
		{"more memory than allowed", "$argon2id$v=19$m=65537,t=2,p=1$" + salt + "$" + key},
		{"more time than allowed", "$argon2id$v=19$m=256,t=9,p=1$" + salt + "$" + key},
		{"more threads than allowed", "$argon2id$v=19$m=256,t=2,p=5$" + salt + "$" + key},
		{"no passes, on which argon2 panics", "$argon2id$v=19$m=256,t=0,p=1$" + salt + "$" + key},
		{"no threads, on which argon2 panics", "$argon2id$v=19$m=256,t=2,p=0$" + salt + "$" + key},
		{"number beyond 32 bits", "$argon2id$v=19$m=4294967552,t=2,p=1$" + salt + "$" + key},
		{"leading zero", "$argon2id$v=19$m=0256,t=2,p=1$" + salt + "$" + key},
		{"further parameter", "$argon2id$v=19$m=256,t=2,p=1,x=1$" + salt + "$" + key},
		{"no key, which would match all", "$argon2id$v=19$m=256,t=2,p=1$" + salt + "$"},
		{"padding", "$argon2id$v=19$m=256,t=2,p=1$" + salt + "=$" + key},
		{"further part", "$argon2id$v=19$m=256,t=2,p=1$" + salt + "$" + key + "$"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if h, err := parseHash(tt.hash); err == nil {
				t.Errorf("parseHash(%q): got %v, want an error", tt.hash, h)
			}
		})
	}
}

func BenchmarkHashPassword(b *testing.B) {
	for b.Loop() {
		hashPassword("gặt lúa 26")
	}
}
