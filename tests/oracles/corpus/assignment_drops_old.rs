//@ compiles
fn main() {
    let mut name = String::from("first");
    let mut history = Vec::new();
    for round in 0..3 {
        let old = std::mem::replace(&mut name, format!("round {round}"));
        history.push(old);
        if round == 1 {
            name = String::from("reset");
        }
    }
    name += "!";
    let last;
    last = name;
    println!("{last} {history:?}");
    let (mut a, mut b) = (1, 2);
    (a, b) = (b, a + b);
    [a, b] = [b, a];
    println!("{a} {b}");
    let names: [String; 2];
    names = [String::from("x"), last];
    println!("{names:?}");
}
