//@ error E0261
fn stop(line: &'a str) -> &'a str { //~ E0261
    //~^ E0261
    line.split(',').next().unwrap_or(line)
}

fn main() {
    println!("{}", stop("Harbour,7 min"));
}
