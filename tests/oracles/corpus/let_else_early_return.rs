//@ compiles
fn port(line: &str) -> Option<u16> {
    let Some((name, value)) = line.split_once('=') else {
        println!("no `=` in {line}");
        return None;
    };
    let Ok(number) = value.trim().parse::<u16>() else {
        println!("{name}: not a number");
        return None;
    };
    Some(number)
}

fn main() {
    let lines = [String::from("port = 80"), String::from("port"), String::from("x=y")];
    for line in &lines {
        println!("{:?}", port(line));
    }
}
