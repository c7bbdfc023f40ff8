//@ compiles
fn main() {
    let mut spare = Some(String::from("spare"));
    let mut kept = Vec::new();
    for n in 0..3 {
        let name = match n {
            0 => String::from("zero"),
            1 => match spare.take() {
                Some(spare) => spare,
                None => continue,
            },
            _ => break,
        };
        kept.push(name);
    }
    println!("{kept:?}");
}
