//@ error E0507
fn twice(mut f: impl FnMut() -> String) {
    println!("{} {}", f(), f());
}

fn main() {
    let name = String::from("Ada");
    twice(move || name); //~ E0507
}
