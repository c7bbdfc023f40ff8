//@ compiles
fn next_line(n: u32) -> Option<String> {
    if n < 3 { Some(format!("line {n}")) } else { None }
}

fn main() {
    let mut n = 0;
    let last = loop {
        let line = match next_line(n) {
            Some(line) => line,
            None => break String::from("end"),
        };
        if line.is_empty() {
            continue;
        }
        if line.len() > 100 {
            break line;
        }
        n += 1;
    };
    println!("{last}");
}
