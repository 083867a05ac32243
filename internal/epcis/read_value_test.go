package epcis

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// insideOfValues has cmp compare what arrays and objects hold.
var insideOfValues = cmp.AllowUnexported(Value{}, inside{})

func TestReadValue(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   string
		want Value
	}{
		{`null`, Value{}},
		{" true\n", Value{Kind: Bool, Text: "true"}},
		{`false`, Value{Kind: Bool, Text: "false"}},
		{`""`, TextValue("")},
		{`"Chè Tân Cương"`, TextValue("Chè Tân Cương")},
		{`"\"\\\/\b\f\n\r\t\u00e0\uD83C\uDF75x"`, TextValue("\"\\/\b\f\n\r\tà🍵x")},
		{`0`, NumberValue("0")},
		{`-0.50`, NumberValue("-0.50")},
		{`25.0E+007`, NumberValue("25.0E+007")},
		{`[ ]`, ListValue()},
		{`[1,[2],"3"]`, ListValue(NumberValue("1"), ListValue(NumberValue("2")), TextValue("3"))},
		{`{}`, ObjectValue()},
		{`{"b":1,"a":{"b":[]},"":2}`, ObjectValue(
			Member{"b", NumberValue("1")}, Member{"a", ObjectValue(Member{"b", ListValue()})}, Member{"", NumberValue("2")})},
	} {
		got, err := ReadValue([]byte(tt.in))
		if err != nil {
			t.Errorf("%s: got %v", tt.in, err)
		}
		if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty(), insideOfValues); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestReadValueRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, pointer, part string }{
		{``, "", "line 1, character 1, a value is missing"},
		{`nul`, "", "a value is missing"},
		{`True`, "", "a value is missing"},
		{`'a'`, "", "a value is missing"},
		{`1 2`, "", "the document should end here"},
		{"1\x00", "", "the document should end here"},
		{`[1,]`, "/1", "a value is missing"},
		{`[1 2]`, "", "a comma or ] is missing"},
		{`[`, "/0", "a value is missing"},
		{`{"a":1,}`, "", "a name in quotes is missing"},
		{`{a:1}`, "", "a name in quotes is missing"},
		{`{"a" 1}`, "", "a colon is missing"},
		{`{"a":}`, "/a", "a value is missing"},
		{"{\"a\":[\n {\"b/c\": \"x\n\"}]}", "/a/0/b~1c", "line 2, character 12, a line break"},
		{`{"a":1`, "", "a comma or } is missing"},
		{`{"a":1,"b":2,"a":3}`, "/a", `"a" occurs twice`},
		{`[{"x":{"\u0061":1,"a":3}}]`, "/0/x/a", `"a" occurs twice`},
		{`"abc`, "", "no closing quote"},
		{`"abc\`, "", "backslash"},
		{`"\x"`, "", "backslash"},
		{`"\u12"`, "", "backslash"},
		{`"\u12G4"`, "", "backslash"},
		{`"\ud83c"`, "", "backslash"},
		{`"\ud83c\u0041"`, "", "backslash"},
		{`"\u0000"`, "", "backslash"},
		{"\"\xff\"", "", "UTF-8"},
		{`-`, "", "no digits"},
		{`01`, "", "a zero"},
		{`1.`, "", "after its point"},
		{`.5`, "", "a value is missing"},
		{`1e`, "", "in its exponent"},
		{`+1`, "", "a value is missing"},
		{`NaN`, "", "a value is missing"},
	} {
		_, err := ReadValue([]byte(tt.in))
		problems, ok := errors.AsType[Problems](err)
		if !ok || len(problems) != 1 {
			t.Errorf("%q: got %v, want one problem", tt.in, err)
			continue
		}
		if got := problems[0]; got.Pointer != tt.pointer || !strings.Contains(got.Sentence, tt.part) {
			t.Errorf("%q: got %q at %q, want %q at %q", tt.in, got.Sentence, got.Pointer, tt.part, tt.pointer)
		}
	}
}

func TestReadValueDepth(t *testing.T) {
	t.Parallel()
	nested := func(depth int) []byte {
		return []byte(strings.Repeat(`[{"a":`, depth/2) + "1" + strings.Repeat("}]", depth/2))
	}
	if _, err := ReadValue(nested(depthMax)); err != nil {
		t.Errorf("depth %d: got %v", depthMax, err)
	}
	if _, err := ReadValue(nested(1_000_000)); err == nil {
		t.Error("a million objects in each other were read")
	}
	siblings := "[" + strings.Repeat("[],", 1000) + "[]]"
	if _, err := ReadValue([]byte(siblings)); err != nil {
		t.Errorf("a thousand lists beside each other: got %v", err)
	}
}

// TestReadValueManyMembers has more names than a set of bits can tell apart.
func TestReadValueManyMembers(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 1000 {
		b.WriteString(`"n` + strings.Repeat("x", i%10) + string(rune('0'+i%10)) + strings.Repeat("y", i/10) + `":1,`)
	}
	names := b.String()
	if v, err := ReadValue([]byte("{" + names + `"z":1}`)); err != nil || len(v.Members()) != 1001 {
		t.Errorf("got %d members and error %v, want 1001", len(v.Members()), err)
	}
	if _, err := ReadValue([]byte("{" + names + `"n0":1}`)); err == nil {
		t.Error("a repeated name was read")
	}
}

func TestAppendJSON(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		value Value
		want  string
	}{
		{ListValue(Value{}, NumberValue("1.50"), Value{Kind: Bool, Text: "true"}), `[null,1.50,true]`},
		{ObjectValue(Member{"b", TextValue("Tân")}, Member{"a", ObjectValue()}), `{"b":"Tân","a":{}}`},
		{TextValue("\"\\/\n\x01\x7f<é>\u2028"), `"\"\\/\u000a\u0001` + "\x7f<é>\u2028" + `"`},
		{ListValue(NumberValue("1,5"), NumberValue(""), NumberValue("1}")), `["1,5","","1}"]`},
		{TextValue("a\xffb"), `"a�b"`},
	} {
		if got := string(tt.value.AppendJSON([]byte("…"))); got != "…"+tt.want {
			t.Errorf("got %s, want …%s", got, tt.want)
		}
		if got, err := tt.value.MarshalJSON(); string(got) != tt.want || err != nil {
			t.Errorf("got %s, %v, want %s", got, err, tt.want)
		}
	}
}
