//@ error E0382
fn shorter(text: String) -> bool {
    text.len() < 3
}

fn main() {
    let text = String::from("ab");
    let mut rounds = 0;
    while shorter(text) {
        rounds += 1;
        if rounds > 2 {
            break;
        }
    }
    println!("{rounds}");
}
