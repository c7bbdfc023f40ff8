//@ compiles
fn classify(n: u32) -> String {
    let text = String::from("n");
    if n == 0 {
        return text;
    } else if n == 1 {
        panic!("one");
    } else {
        loop {
            if n > 5 {
                break;
            }
            return String::from("small");
        }
    }
    let more = text + "!";
    more
}

fn main() {
    println!("{} {}", classify(0), classify(7));
}
