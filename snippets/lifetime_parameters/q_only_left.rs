//@ compiles
//@ fixes q_always_left
fn pick<'a>(left: &'a String, right: &String) -> &'a String {
    let _ = right;
    left
}

fn main() {
    let tram = String::from("tram");
    let bus = String::from("bus");
    let picked = pick(&tram, &bus);
    drop(bus);
    println!("{picked}");
}
