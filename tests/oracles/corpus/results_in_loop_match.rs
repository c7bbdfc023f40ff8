//@ compiles
fn pick(v: Vec<Result<String, String>>) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    for r in v {
        match r {
            Ok(s) if s.is_empty() => continue,
            Ok(s) => out.push(s),
            Err(e) => return Err(e),
        }
    }
    Ok(out)
}

fn main() {
    println!("{:?}", pick(vec![Ok("a".into())]));
}
