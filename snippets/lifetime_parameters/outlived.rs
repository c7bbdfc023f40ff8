//@ error E0597
fn shorter<'a>(left: &'a str, right: &'a str) -> &'a str {
    if left.len() < right.len() { left } else { right }
}

fn main() {
    let home = String::from("Oslo");
    let nearest;
    {
        let away = String::from("Trondheim");
        nearest = shorter(&home, &away); //~ E0597
    }
    println!("{nearest}");
}
