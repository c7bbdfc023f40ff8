//@ compiles
struct Bell {
    name: String,
    rings: u32,
}

impl Drop for Bell {
    fn drop(&mut self) {
        println!("{} rang {} times", self.name, self.rings);
    }
}

fn scope_ends() {
    let mut kept = &0;
    let outer = 1;
    {
        let inner = 2;
        println!("{kept}");
        kept = &inner;
        println!("{kept}");
    }
    kept = &outer;
    println!("{kept}");
}

fn value_goes() {
    let text = String::from("a");
    let view = &text;
    println!("{view}");
    let taken = text;
    println!("{taken}");
}

fn value_is_copied() {
    let mut count = 1;
    let change = &mut count;
    *change += 1;
    let copy = count;
    let again = &count;
    println!("{copy} {again}");
    let one = &mut count;
    *one += 1;
    let other = &mut count;
    *other += 1;
    count = 7;
    println!("{count}");
}

fn old_value_is_dropped(mut boxed: Box<u32>, mut bell: Bell, mut plain: (u32, String)) {
    let inside = &*boxed;
    println!("{inside}");
    boxed = Box::new(2);
    let name = &bell.name;
    println!("{name}");
    bell = Bell { name: String::new(), rings: 0 };
    let rings = &bell.rings;
    println!("{rings}");
    bell.rings = 4;
    let second = &mut plain.1;
    second.push('c');
    plain.0 = 3;
    plain = (4, String::new());
    println!("{boxed} {} {}", plain.0, plain.1);
}

fn changed_through_a_reference(number: &mut u32, list: &mut Vec<u32>) {
    let mut add = || *number += 1;
    add();
    println!("{number}");
    let first = &list[0];
    println!("{first}");
    list.push(1);
    let all: &mut Vec<u32> = list;
    all.push(2);
    let shared: &Vec<u32> = all;
    println!("{}", shared.len());
    all.clear();
}

fn in_each_round(names: &[String]) {
    let mut longest = &String::new();
    let mut last = String::new();
    for name in names {
        if name.len() > longest.len() {
            longest = name;
        }
        last = name.clone();
        let end = &last;
        println!("{end}");
    }
    println!("{longest} {last}");
}

fn elements(mut pair: [String; 2], at: usize) {
    let one = &pair[0];
    println!("{one}");
    pair[1] = String::new();
    let some = &mut pair[at];
    some.push('b');
    let [head, _] = pair;
    println!("{head}");
}

fn main() {
    scope_ends();
    value_goes();
    value_is_copied();
    old_value_is_dropped(Box::new(1), Bell { name: String::new(), rings: 1 }, (1, String::new()));
    changed_through_a_reference(&mut 1, &mut vec![1]);
    in_each_round(&[String::from("x")]);
    elements([String::new(), String::new()], 1);
}
