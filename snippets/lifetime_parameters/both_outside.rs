//@ compiles
//@ fixes outlived
fn shorter<'a>(left: &'a str, right: &'a str) -> &'a str {
    if left.len() < right.len() { left } else { right }
}

fn main() {
    let home = String::from("Oslo");
    let away;
    let nearest;
    {
        away = String::from("Trondheim");
        nearest = shorter(&home, &away);
    }
    println!("{nearest}");
}
