//@ compiles
fn first_word(s: &str) -> &str {
    match s.find(' ') {
        Some(i) => &s[..i],
        None => s,
    }
}

fn main() {
    let text = String::from("hello brave world");
    let word = first_word(&text);
    let tail: &str = &text[6..];
    let lit = "static text";
    let nums = [10, 20, 30, 40];
    let mid = &nums[1..3];
    println!("{word}|{tail}|{lit}|{mid:?}");
}
