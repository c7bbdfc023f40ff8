//@ compiles
//@ fixes out_of_closure
fn twice(mut f: impl FnMut() -> String) {
    println!("{} {}", f(), f());
}

fn main() {
    let name = String::from("Ada");
    twice(move || name.clone());
}
