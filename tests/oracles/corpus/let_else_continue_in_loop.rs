//@ compiles
fn main() {
    let inputs = vec![Some(String::from("1")), None, Some(String::from("x"))];
    let mut sum = 0;
    for input in inputs {
        let Some(text) = input else {
            continue;
        };
        let Ok(number) = text.parse::<i32>() else {
            println!("bad {text}");
            continue;
        };
        drop(text);
        sum += number;
    }
    println!("{sum}");
}
