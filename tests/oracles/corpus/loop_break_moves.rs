//@ compiles
fn main() {
    let ticket = String::from("A-17");
    let mut tries = 0;
    let used = loop {
        tries += 1;
        if tries == 3 {
            break ticket;
        }
    };
    println!("{used} after {tries}");
}
