//@ error E0521
fn store<'a>(slot: &mut &'a str, text: &'a str) {
    *slot = text;
}

fn keep<'a>(slot: &mut &'static str, text: &'a str) {
    store(slot, text);
}

fn main() {
    let mut slot = "a";
    keep(&mut slot, "b");
    println!("{slot}");
}
