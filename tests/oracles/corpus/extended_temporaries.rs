//@ compiles
struct View<'a> {
    text: &'a String,
}

fn main() {
    let name = &String::from("kept alive");
    let view = View { text: &String::from("kept too") };
    let pair = (&vec![1, 2], &mut String::new());
    pair.1.push_str("written");
    println!("{name} {} {:?}", view.text, pair);
    let length = String::from("gone at once").len();
    println!("{length}");
}
