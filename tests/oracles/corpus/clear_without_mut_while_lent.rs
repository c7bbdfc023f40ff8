//@ error E0502 E0596
fn main() {
    let s = String::from("hello world");
    let word = first_word(&s);
    s.clear();
    println!("{word}");
}
fn first_word(s: &String) -> &str { let b = s.as_bytes(); for (i, &c) in b.iter().enumerate() { if c == b' ' { return &s[..i]; } } &s[..] }
