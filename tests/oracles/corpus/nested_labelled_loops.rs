//@ compiles
fn main() {
    let mut words = vec![String::from("ab"), String::from("cd"), String::from("!")];
    let mut kept = Vec::new();
    let last = 'outer: loop {
        let Some(word) = words.pop() else {
            break 'outer String::from("none");
        };
        for letter in word.chars() {
            if letter == '!' {
                continue 'outer;
            }
            if letter == 'a' {
                break 'outer word;
            }
        }
        kept.push(word);
    };
    println!("{last} {kept:?}");
}
