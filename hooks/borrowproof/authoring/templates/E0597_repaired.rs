//@ compiles
fn main() {
    let text = String::from("text");
    let view;
    {
        view = &text;
    }
    println!("{view}");
}
