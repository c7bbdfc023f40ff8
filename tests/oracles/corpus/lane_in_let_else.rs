//@ compiles
fn note(_: usize) {}

fn main() {
    let maybe = Some(String::from("a"));
    let Some(text) = maybe else {
        note(1);
        note(2);
        return;
    };
    println!("{text}");
}
