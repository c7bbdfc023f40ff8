//@ compiles
fn use_it(text: String) {
    println!("{text}");
}

fn main() {
    let flag = std::env::args().count() > 1;
    let a = String::from("a");
    let b = String::from("b");
    if flag { use_it(a) }
    if flag { use_it(b.clone()) } else { use_it(b) }
    let c = String::from("c");
    let d = String::from("d");
    let e = if flag { c } else { d };
    let mut f = String::from("f");
    if flag { f = e }
    println!("{f}");
    let g = String::from("g");
    match flag { true => use_it(g), false => () }
    let mut h = Some(1);
    if flag { h = None; } else { h.take(); }
    println!("{h:?}");
}
