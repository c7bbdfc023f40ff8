//@ compiles
fn parse(line: &str) -> Result<(String, u32), String> {
    let mut parts = line.split(',');
    let name = match parts.next() {
        Some("") | None => return Err("no name".into()),
        Some(name) => name.to_string(),
    };
    let Some(age) = parts.next() else {
        return Err(name);
    };
    let age: u32 = match age.parse() {
        Ok(age) => age,
        Err(e) => {
            let why = format!("{name}: {e}");
            return Err(why);
        }
    };
    if age > 150 {
        return Err(name);
    }
    Ok((name, age))
}

fn main() {
    println!("{:?}", parse("a,1"));
}
