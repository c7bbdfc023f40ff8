//@ compiles
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let Some((key, value)) = line.split_once('=') else {
            writeln!(out, "bad")?;
            continue;
        };
        if key == "quit" {
            break;
        }
        writeln!(out, "{value}")?;
    }
    Ok(())
}
