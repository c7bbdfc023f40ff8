//@ error E0505
fn pick<'a>(left: &'a String, right: &'a String) -> &'a String {
    let _ = right;
    left
}

fn main() {
    let tram = String::from("tram");
    let bus = String::from("bus");
    let picked = pick(&tram, &bus);
    drop(bus); //~ E0505
    println!("{picked}");
}
