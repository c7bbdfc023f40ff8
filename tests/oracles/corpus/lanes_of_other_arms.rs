//@ compiles
fn pick(maybe: Option<String>) -> usize {
    let text = match maybe {
        Some(text) => text,
        None => {
            println!("none");
            return 0;
        }
    };
    text.len()
}

fn main() {
    let mut found = None;
    for word in vec![String::from("a")] {
        if word.len() > 2 {
            found = Some(word);
            break;
        }
    }
    println!("{found:?}{}", pick(None));
}
