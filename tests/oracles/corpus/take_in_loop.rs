//@ compiles
fn main() {
    let mut slot = Some(String::from("once"));
    let mut out = Vec::new();
    for round in 0..3 {
        if let Some(s) = slot.take() {
            out.push(s);
        } else if round == 1 {
            slot = Some(format!("r{round}"));
        }
    }
    while let Some(top) = out.pop() {
        println!("{top}");
    }
}
