//@ compiles
fn longer(mut out: Vec<&mut String>) -> usize {
    for text in out.iter_mut() {
        text.push('+');
    }
    out.len()
}

fn main() {
    let mut a = String::from("a");
    let mut b = String::from("b");
    let first = &mut a;
    let second = first;
    second.push('1');
    let both = vec![second, &mut b];
    println!("{}", longer(both));
    println!("{a}{b}");
    let mut slot = Some(&mut a);
    if let Some(text) = slot.as_deref_mut() {
        text.clear();
    }
    if let Some(text) = slot {
        text.push('z');
    }
    println!("{a}");
}
