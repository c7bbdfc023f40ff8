//@ error E0597
fn main() {
    let view;
    {
        let text = String::from("text");
        view = &text; //~ E0597
    }
    println!("{view}");
}
